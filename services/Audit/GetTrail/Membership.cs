namespace Referrals.Audit.GetTrail;

/// <summary>A stretch of the log in which a referral was in a case: from the index of the record that says so to, not including, the one that says otherwise.</summary>
internal sealed record Membership(string Case, long From, long Before)
{
    /// <summary>A case by itself, at all times.</summary>
    public static Membership Always(string caseId) => new(caseId, 0, long.MaxValue);

    /// <summary>
    /// From the records that place one referral (matched, linked, split, merged), in the order of the log. A referral is in
    /// one case at a time: being placed in another ends the stretch, being placed again in the same does not.
    /// </summary>
    public static IReadOnlyList<Membership> Of(IReadOnlyList<(long Index, string Case)> placements)
    {
        var stretches = new List<Membership>();
        foreach (var (index, caseId) in placements)
        {
            if (stretches.Count > 0 && stretches[^1].Case == caseId)
                continue;
            if (stretches.Count > 0)
                stretches[^1] = stretches[^1] with { Before = index };
            stretches.Add(new Membership(caseId, index, long.MaxValue));
        }

        return stretches;
    }
}
