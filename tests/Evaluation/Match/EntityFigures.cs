namespace Referrals.Evaluation.Match;

/// <summary>
/// Figures for sets whose entities are known. A link is right when most records of the case it joins, before it, are of its
/// entity; a suggestion when the case has any record of it. Recall is over the records that have an earlier one of their entity. Of pairs, those
/// count that are in one case, and with suggestions also a record with each that a suggested case had then.
/// </summary>
internal static class EntityFigures
{
    public static IDictionary<string, object> Of(IReadOnlyList<DecidedRecord> decided)
    {
        var cases = new Dictionary<string, Dictionary<string, int>>();
        var seen = new HashSet<string>();
        var best = new List<(double Score, bool Right)>();
        int links = 0, right = 0, found = 0, known = 0, falseLinks = 0, suggestions = 0;
        long asked = 0, askedRight = 0;
        foreach (var record in decided)
        {
            var entity = record.Entity ?? record.Id;
            var hasEarlier = !seen.Add(entity);
            known += hasEarlier ? 1 : 0;
            var linkedRight = record.Decision.Linked is { } linked && MostIn(cases[linked.CaseId]) == entity;
            links += record.Decision.Linked is null ? 0 : 1;
            right += linkedRight ? 1 : 0;
            falseLinks += record.Decision.Linked is not null && !hasEarlier ? 1 : 0;
            suggestions += record.Decision.Suggested.Count;
            found += linkedRight || record.Decision.Suggested.Any(match => cases[match.CaseId].ContainsKey(entity)) ? 1 : 0;
            foreach (var suggested in record.Decision.Suggested.Select(match => cases[match.CaseId]))
            {
                asked += suggested.Values.Sum();
                askedRight += suggested.GetValueOrDefault(entity);
            }

            if ((record.Decision.Linked ?? (record.Decision.Suggested is [var first, ..] ? first : null)) is { } nearest)
                best.Add((nearest.Score.Total, cases[nearest.CaseId].ContainsKey(entity)));
            var members = cases.TryGetValue(record.CaseId, out var present) ? present : cases[record.CaseId] = [];
            members[entity] = members.GetValueOrDefault(entity) + 1;
        }

        var (bestF1, atP99, atP995) = Sweep(best, known);
        return new SortedDictionary<string, object>
        {
            ["pairwise"] = Pairwise(cases.Values, asked, askedRight),
            ["online"] = new SortedDictionary<string, object>
            {
                ["link"] = Figures.PrecisionAndRecall(right, links, known),
                ["linkOrSuggest"] = Figures.PrecisionAndRecall(found, links + suggestions, known),
                ["falseLinkRate"] = Figures.Share(falseLinks, seen.Count),
            },
            ["suggestionsPer100"] = Math.Round(100.0 * suggestions / Math.Max(1, decided.Count), 3),
            ["best"] = new SortedDictionary<string, object> { ["f1"] = bestF1 },
            ["recallAtP99"] = atP99,
            ["recallAtP995"] = atP995,
        };
    }

    private static string MostIn(Dictionary<string, int> entities) => entities.MaxBy(entity => entity.Value).Key;

    private static SortedDictionary<string, object> Pairwise(IEnumerable<Dictionary<string, int>> cases, long asked, long askedRight)
    {
        long together = 0, right = 0;
        var ofEntity = new Dictionary<string, long>();
        foreach (var members in cases)
        {
            together += Pairs(members.Values.Sum());
            foreach (var (entity, count) in members)
            {
                right += Pairs(count);
                ofEntity[entity] = ofEntity.GetValueOrDefault(entity) + count;
            }
        }

        var truth = ofEntity.Values.Sum(Pairs);
        var figures = Figures.PrecisionAndRecall(right, together, truth);
        figures["linkOrSuggest"] = Figures.PrecisionAndRecall(right + askedRight, together + asked, truth);
        return figures;
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    private static long Pairs(int count) => Pairs((long)count);

    /// <summary>As if each threshold in turn were the one that links: the best F1, and the most recall at a precision of 0.99 and of 0.995.</summary>
    private static (double BestF1, double AtP99, double AtP995) Sweep(List<(double Score, bool Right)> nearest, int known)
    {
        double bestF1 = 0, atP99 = 0, atP995 = 0;
        int right = 0, taken = 0;
        foreach (var (_, isRight) in nearest.OrderByDescending(match => match.Score))
        {
            taken++;
            right += isRight ? 1 : 0;
            var (precision, recall) = ((double)right / taken, Figures.Share(right, known));
            bestF1 = Math.Max(bestF1, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
            if (precision >= 0.99)
                atP99 = Math.Max(atP99, recall);
            if (precision >= 0.995)
                atP995 = Math.Max(atP995, recall);
        }

        return (Math.Round(bestF1, 5), atP99, atP995);
    }
}
