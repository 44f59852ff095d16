using Referrals.Common.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Finds what a referral may be compared with in one transaction, and scores it.</summary>
internal sealed class Matcher(KeyIndex keys, FeatureIndex features, TermIndex terms, MatchModel model, byte[] secret)
{
    /// <summary>Scores the cases that share keys, all but those that are excluded.</summary>
    public async Task<ScoredReferral> ScoreAsync(
        ReferralFeatures incoming, Candidates candidates, IReadOnlySet<string> excluded, CancellationToken cancellationToken)
    {
        var chosen = candidates.Cases.Where(candidate => !excluded.Contains(candidate.CaseId)).ToList();
        await features.EnsureAsync(chosen, cancellationToken);
        var compared = chosen.ToDictionary(candidate => candidate.CaseId, candidate => features.OfCase(candidate.CaseId).ToList());
        var counts = await terms.CountsAsync(FeatureTerms.Of(incoming), cancellationToken);
        foreach (var identifier in incoming.Identifiers.Where(identifier => !identifier.IsPartial))
            counts[IdentifierComparer.TermOf(identifier)] = keys.CasesOf(KeyMaker.TokenOf(identifier, secret));

        // How common a value of the other side is matters only where it resembles one of this side: what a comparison has asked for in vain is
        // read, and the comparison made again.
        var scored = new Dictionary<string, ScoredCase?>();
        for (var left = chosen; left.Count > 0;)
        {
            var again = new List<CandidateCase>();
            var missing = new HashSet<string>();
            foreach (var candidate in left)
            {
                var asked = new HashSet<string>();
                var weights = new Weights(model, new Corpus(terms.Size, counts) { Asked = asked, HotCases = keys.HotCases });
                scored[candidate.CaseId] = DecisionRules.Score(incoming, candidate.CaseId, compared[candidate.CaseId], weights);
                if (asked.Count > 0)
                    again.Add(candidate);
                missing.UnionWith(asked);
            }

            foreach (var (term, count) in await terms.CountsAsync(missing, cancellationToken))
                counts[term] = count;
            left = again;
        }

        return new ScoredReferral([.. chosen.Select(candidate => scored[candidate.CaseId]).OfType<ScoredCase>()], candidates, incoming.SetAside);
    }
}
