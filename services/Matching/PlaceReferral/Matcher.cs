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
        var wanted = compared.Values.SelectMany(known => known).Select(known => known.Features).Append(incoming).SelectMany(FeatureTerms.Of);
        var counts = await terms.CountsAsync(wanted, cancellationToken);
        foreach (var identifier in incoming.Identifiers.Where(identifier => !identifier.IsPartial))
            counts[IdentifierComparer.TermOf(identifier)] = keys.CasesOf(KeyMaker.TokenOf(identifier, secret));
        var weights = new Weights(model, new Corpus(terms.Size, counts));
        var scored = chosen.Select(candidate => DecisionRules.Score(incoming, candidate.CaseId, compared[candidate.CaseId], weights)).OfType<ScoredCase>().ToList();
        return new ScoredReferral(scored, candidates);
    }
}
