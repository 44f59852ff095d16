using Referrals.Common.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Finds what a referral may be compared with in one transaction, and scores it.</summary>
internal sealed class Matcher(KeyIndex keys, FeatureIndex features, TermIndex terms, MatchModel model, byte[] secret, int hotCases)
{
    /// <summary>Scores the cases that share keys, all but those that are excluded.</summary>
    public async Task<ScoredReferral> ScoreAsync(
        ReferralFeatures incoming, IReadOnlyList<MatchingKey> made, IReadOnlySet<string> excluded, CancellationToken cancellationToken)
    {
        var evidence = keys.EvidenceFor(made);
        var candidates = CandidateFinder.Find(evidence, hotCases);
        var chosen = candidates.Cases.Where(candidate => !excluded.Contains(candidate.CaseId)).ToList();
        await features.EnsureAsync(chosen, cancellationToken);
        var compared = chosen.ToDictionary(candidate => candidate.CaseId, candidate => KnownOf(candidate, incoming, evidence));
        var wanted = compared.Values.SelectMany(known => known).Select(known => known.Features).Append(incoming).SelectMany(FeatureTerms.Of);
        var counts = await terms.CountsAsync(wanted, cancellationToken);
        foreach (var identifier in incoming.Identifiers.Where(identifier => !identifier.IsPartial))
            counts[IdentifierComparer.TermOf(identifier)] = keys.CasesOf(KeyMaker.TokenOf(identifier, secret));
        var weights = new Weights(model, new Corpus(terms.Size, counts));
        var scored = chosen.Select(candidate => DecisionRules.Score(incoming, candidate.CaseId, compared[candidate.CaseId], weights)).OfType<ScoredCase>().ToList();
        return new ScoredReferral(scored, candidates, evidence);
    }

    /// <summary>
    /// What is known of a case. Of a referral that came before features were kept, that is the identifiers that it shares.
    /// </summary>
    private List<(string ReferralId, ReferralFeatures Features)> KnownOf(CandidateCase candidate, ReferralFeatures incoming, List<KeyEvidence> evidence)
    {
        var known = features.OfCase(candidate.CaseId).ToList();
        foreach (var referralId in candidate.ReferralIds.Where(id => id.Length > 0 && !known.Any(row => row.ReferralId == id)))
        {
            var tokens = evidence.Where(key => key.Cases.Any(keyed => keyed.ReferralId == referralId)).Select(key => key.Token).ToHashSet();
            var shared = incoming.Identifiers.Where(identifier => !identifier.IsPartial && tokens.Contains(KeyMaker.TokenOf(identifier, secret))).ToList();
            if (shared.Count > 0)
                known.Add((referralId, ReferralFeatures.None with { Identifiers = shared }));
        }

        return known;
    }
}
