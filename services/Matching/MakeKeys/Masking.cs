namespace Referrals.Matching.MakeKeys;

/// <summary>Values with the middle masked: at most four characters are legible, and the length is not.</summary>
public static class Masking
{
    private const string Stars = "****";
    private const int LongEnoughForFour = 10;
    private const int LongEnoughForTwo = 6;

    public static string Mask(string value) => value.Length switch
    {
        >= LongEnoughForFour => $"{value[..2]}{Stars}{value[^2..]}",
        >= LongEnoughForTwo => $"{value[..1]}{Stars}{value[^1..]}",
        _ => Stars,
    };
}
