using Referrals.Common.V1;
using Referrals.Matching.NormaliseDates;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.CompareReferrals;

/// <summary>Compares dates of birth in all their readings and keeps the best.</summary>
public static class BirthComparer
{
    private const int Month = 31;
    private static readonly string[] Levels = ["exact", "swapped", "close", "month", "near-month", "two-edits", "year", "year-close", "near-year", "contradiction"];

    public static ScoredComparison? Compare(IReadOnlyList<DateForm> left, IReadOnlyList<DateForm> right, Weights weights)
    {
        if (left.Count == 0 || right.Count == 0)
            return null;
        var best = Levels.Length;
        var term = "";
        foreach (var one in left)
        {
            foreach (var other in right)
            {
                if (LevelOf(one, other) is { } level && level < best)
                    (best, term) = (level, one.Digits);
            }
        }

        if (best == Levels.Length)
            return null;
        var name = $"birth.{Levels[best]}";
        var (bits, frequency) = weights.Bits(name, $"birth:{term}");
        return new ScoredComparison(ComparedField.DateOfBirth, IdentifierType.Unspecified, name, bits, frequency, "birth", best == 0 ? term : "");
    }

    private static int? LevelOf(DateForm one, DateForm other)
    {
        if (one.Digits.Length > 0 && other.Digits.Length > 0)
        {
            // Two that are alike and no day of the calendar, 31 February or a month without its day, are no birthday, and agree as a slip does.
            if (one.Digits == other.Digits)
                return one.IsWhole ? 0 : 2;
            if (one.Year == other.Year && one.Month == other.Day && one.Day == other.Month && one.IsWhole && other.IsWhole)
                return 1;
            var edits = TextDistance.Of(one.Digits, other.Digits, 2);

            // The first of January stands for a day that is not known: only the years are compared.
            if (edits == 1 && IsYearOnly(one) && IsYearOnly(other))
                return 7;
            if (edits == 1)
                return 2;
            if (one.Year > 0 && one.Year == other.Year && one.Month > 0 && one.Month == other.Month)
                return 3;
            if (DaysApart(one, other) <= Month)
                return 4;
            if (edits == 2)
                return 5;
        }
        else if (one.Month > 0 && one.Month == other.Month && one.Year == other.Year && one.Year > 0)
        {
            return 3;
        }

        if (one.Year == 0 || other.Year == 0)
            return null;
        return Math.Abs(one.Year - other.Year) switch
        {
            0 => 6,
            1 or 10 => 8,
            _ => 9,
        };
    }

    /// <summary>A slip in the day carries into the month, and at its end into the year.</summary>
    private static int DaysApart(DateForm one, DateForm other) => one.IsWhole && other.IsWhole && !IsYearOnly(one) && !IsYearOnly(other)
        ? Math.Abs(new DateOnly(one.Year, one.Month, one.Day).DayNumber - new DateOnly(other.Year, other.Month, other.Day).DayNumber)
        : int.MaxValue;

    private static bool IsYearOnly(DateForm date) => date.Month == 1 && date.Day == 1;
}
