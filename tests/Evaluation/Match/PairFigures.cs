namespace Referrals.Evaluation.Match;

/// <summary>Figures for sets whose true pairs are listed: at which rank the earlier record's case is suggested for the later, or listed as similar.</summary>
internal static class PairFigures
{
    public static IDictionary<string, object> Of(IReadOnlyList<DecidedRecord> decided, string pairsFile)
    {
        var place = decided.Select((record, at) => (record.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at);
        var pairs = File.ReadLines(pairsFile).Skip(1).Select(line => line.Trim().Split(',')).Where(pair => pair.Length >= 2 && place.ContainsKey(pair[0]) && place.ContainsKey(pair[1]))
            .Select(pair => (Earlier: Math.Min(place[pair[0]], place[pair[1]]), Later: Math.Max(place[pair[0]], place[pair[1]]))).Distinct().ToList();
        var ranks = pairs.Select(pair => Rank(decided[pair.Later], decided[pair.Earlier].CaseId)).ToList();
        var truth = pairs.ToHashSet();
        var links = decided.Where(record => record.Decision.Linked is not null).ToList();
        var falseLinks = links.Count(record => !truth.Contains((place[record.Decision.Linked!.ExemplarReferralId], place[record.Id])));
        var suggested = decided.SelectMany(record => record.Decision.Suggested.Select(match => (Earlier: place[match.ExemplarReferralId], Later: place[record.Id]))).ToList();
        return new SortedDictionary<string, object>
        {
            ["pairs"] = pairs.Count,
            ["recallAt"] = new Dictionary<string, object> { ["1"] = At(1), ["10"] = At(10), ["20"] = At(20) },
            ["links"] = links.Count,
            ["falseLinks"] = falseLinks,
            ["suggestionsPer100"] = Math.Round(100.0 * suggested.Count / Math.Max(1, decided.Count), 3),
            ["falseSuggestions"] = suggested.Count(pair => !truth.Contains(pair)),
        };

        double At(int rank) => Figures.Share(ranks.Count(found => found > 0 && found <= rank), pairs.Count);
    }

    /// <summary>From 1; 0 when it is not among them. A link counts as the first, then what is suggested, then what is listed as similar.</summary>
    private static int Rank(DecidedRecord later, string caseId)
    {
        var decided = (later.Decision.Linked is { } linked ? [linked.CaseId] : Array.Empty<string>()).Concat(later.Decision.Suggested.Select(match => match.CaseId));
        return decided.Concat(later.Similar).Distinct().ToList().IndexOf(caseId) + 1;
    }
}
