using System.Globalization;

namespace Referrals.Faults;

/// <summary>
/// How much a run does. CI runs short versions; <c>REFERRALS_FAULTS=full</c> runs the full ones:
/// <c>REFERRALS_FAULTS=full tests/run.sh Faults</c>.
/// </summary>
internal static class Scale
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("REFERRALS_FAULTS") == "full";

    public static T Of<T>(T inShort, T inFull) => IsFull ? inFull : inShort;

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
