namespace Referrals.Matching.MakeKeys;

/// <summary>Values with the middle masked: at most four characters are legible, and the length is not.</summary>
public static class Masking
{
    private const string Stars = "****";
    private const int LongEnoughForFour = 10;
    private const int LongEnoughForTwo = 6;

    public static string Mask(string value) => value.Length switch
    {
        >= LongEnoughForFour => $"{Start(value, 2)}{Stars}{End(value, 2)}",
        >= LongEnoughForTwo => $"{Start(value, 1)}{Stars}{End(value, 1)}",
        _ => Stars,
    };

    // Half of a character is none: no store and no message takes it.
    private static string Start(string value, int length) => value[..(char.IsHighSurrogate(value[length - 1]) ? length - 1 : length)];

    private static string End(string value, int length) => value[^(char.IsLowSurrogate(value[^length]) ? length - 1 : length)..];
}
