using System.Globalization;
using Referrals.Platform.Commands;

namespace Referrals.Routing.CountHandOffs;

/// <summary>Whole months in UTC, the last included.</summary>
internal readonly record struct StatisticsPeriod(DateTimeOffset From, DateTimeOffset Before)
{
    private const int MostMonths = 240;
    private const int StandardMonths = 12;

    public static Result<StatisticsPeriod> Read(string fromMonth, string toMonth, DateTimeOffset now)
    {
        var violations = new Violations();
        var last = Month(toMonth, "toMonth", violations) ?? new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var first = Month(fromMonth, "fromMonth", violations) ?? last.AddMonths(1 - StandardMonths);
        var months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        violations.Require(violations.Any || months is >= 1 and <= MostMonths, "fromMonth", $"must be 1 to {MostMonths} months up to toMonth", "OUT_OF_RANGE");
        return violations.Any ? violations.ToRefusal() : new StatisticsPeriod(first, last.AddMonths(1));
    }

    private static DateTimeOffset? Month(string text, string field, Violations violations)
    {
        if (text.Length == 0)
            return null;
        var isMonth = DateTimeOffset.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month) && month.Year is >= 1970 and < 9000;
        violations.Require(isMonth, field, "must be a month, YYYY-MM", "MALFORMED");
        return isMonth ? month : null;
    }
}
