namespace Referrals.Platform.Commands;

/// <summary>How many a page holds: 0 the rpc's own number, at most 1,000.</summary>
public static class PageSizes
{
    private const int Largest = 1000;

    public static int Of(int requested, int standard)
    {
        if (requested < 0)
            throw new RefusedException(Refusal.Invalid("pageSize", "must not be negative", "OUT_OF_RANGE"));
        return requested == 0 ? standard : Math.Min(requested, Largest);
    }
}
