using System.Globalization;
using Referrals.Matching.DecideMatch;

namespace Referrals.Evaluation.Match;

/// <summary>Lists what was decided wrongly and why: false links, links that were missed, and needless suggestions.</summary>
internal static class ErrorList
{
    public static IEnumerable<string> Of(IReadOnlyList<DecidedRecord> decided)
    {
        var entities = decided.ToDictionary(record => record.Id, record => record.Entity);
        var seen = new HashSet<string>();
        foreach (var record in decided)
        {
            var hasEarlier = record.Entity is { } entity && !seen.Add(entity);
            if (record.Decision.Linked is { } linked && entities[linked.ExemplarReferralId] != record.Entity)
                yield return $"false link {record.Id} {Text(linked)}";
            if (record.Decision.Linked is null && hasEarlier && record.Decision.Suggested.FirstOrDefault(match => entities[match.ExemplarReferralId] == record.Entity) is { } suggested)
                yield return $"suggested {record.Id} {Text(suggested)}";
            else if (record.Decision.Linked is null && hasEarlier)
                yield return $"missed {record.Id} {record.Entity}";
            foreach (var match in record.Decision.Suggested.Where(match => entities[match.ExemplarReferralId] != record.Entity))
                yield return $"needless {record.Id} {Text(match)}";
        }
    }

    private static string Text(ScoredCase match)
    {
        var parts = match.Score.Comparisons.Select(comparison => string.Create(CultureInfo.InvariantCulture, $"{comparison.Level} {comparison.Bits:0.0}"));
        return string.Create(CultureInfo.InvariantCulture, $"-> {match.ExemplarReferralId} {match.Score.Total:0.0} = {match.Score.Prior:0.0} + {string.Join(", ", parts)}");
    }
}
