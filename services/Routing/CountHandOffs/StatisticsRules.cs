using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;

namespace Referrals.Routing.CountHandOffs;

/// <summary>Counts hand-offs by the dimensions asked for.</summary>
internal static class StatisticsRules
{
    public static IReadOnlyList<V1.StatisticsRow> Count(IEnumerable<CountedHandOff> handOffs, IReadOnlySet<V1.StatisticsDimension> by) =>
        [.. handOffs
            .GroupBy(handOff => (
                Country: by.Contains(V1.StatisticsDimension.Country) ? handOff.Country : "",
                Team: by.Contains(V1.StatisticsDimension.Team) ? handOff.TeamId : "",
                Month: by.Contains(V1.StatisticsDimension.Month) ? MonthOf(handOff.OfferedAt) : "",
                Outcome: by.Contains(V1.StatisticsDimension.Outcome) ? handOff.Outcome ?? Outcome.Unspecified : Outcome.Unspecified))
            .OrderBy(group => group.Key.Country, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Team, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Month, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Outcome)
            .Select(group => Row(group.Key.Country, group.Key.Team, group.Key.Month, group.Key.Outcome, [.. group]))];

    public static string MonthOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The middle one; of an even number the mean of the two in the middle. Null of none.</summary>
    public static TimeSpan? Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted.Count switch
        {
            0 => null,
            var odd when odd % 2 == 1 => sorted[odd / 2],
            var even => (sorted[even / 2 - 1] + sorted[even / 2]) / 2,
        };
    }

    private static V1.StatisticsRow Row(string country, string team, string month, Outcome outcome, List<CountedHandOff> handOffs)
    {
        var acknowledged = handOffs.Where(handOff => handOff.AcknowledgedAt is not null).ToList();
        var given = acknowledged.Count(handOff => handOff.FeedbackGiven);
        var cases = handOffs.DistinctBy(handOff => handOff.CountryCase).ToList();
        return new V1.StatisticsRow
        {
            Country = country,
            TeamId = team,
            Month = month,
            Outcome = outcome,
            Offered = handOffs.Count,
            Acknowledged = acknowledged.Count,
            Declined = handOffs.Count(handOff => handOff.State == HandOffState.Declined),
            TimedOut = handOffs.Count(handOff => handOff.State == HandOffState.TimedOut),
            Completed = handOffs.Count(handOff => handOff.State == HandOffState.Completed),
            CountryCases = cases.Count,
            PersonsSafeguarded = handOffs.Sum(handOff => handOff.Safeguarded),
            PersonsArrested = handOffs.Sum(handOff => handOff.Arrested),
            MedianTimeToTriage = Median(cases.Where(row => row.AcceptedAt >= row.OpenedAt).Select(row => row.AcceptedAt!.Value - row.OpenedAt!.Value))?.ToDuration(),
            MedianTimeToAcknowledge = Median(acknowledged.Select(handOff => handOff.AcknowledgedAt!.Value - handOff.OfferedAt))?.ToDuration(),
            FeedbackGiven = given,
            FeedbackShare = acknowledged.Count == 0 ? 0 : (double)given / acknowledged.Count,
            FeedbackOverdue = handOffs.Count(handOff => handOff.FeedbackOverdue),
        };
    }
}
