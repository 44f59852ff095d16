using Referrals.Matching;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.FindPictures;
using Referrals.Matching.FindSimilar;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;

namespace Referrals.Evaluation.Match;

/// <summary>What the stores hold, in memory: the same keys, caps and counts, so that decisions are the shipped ones.</summary>
internal sealed class MemoryStore(MatchModel model)
{
    private const int MostExemplars = 24;
    private static readonly byte[] Secret = new byte[32];
    private readonly MatchingOptions options = new();
    private readonly Dictionary<long, Dictionary<string, (string Referral, int Count)>> keys = [];
    private readonly Dictionary<string, int> terms = [];
    private readonly Dictionary<string, ReferralFeatures> features = [];
    private readonly Dictionary<string, HashSet<string>> asked = [];
    private readonly Dictionary<string, List<string>> members = [];
    private readonly Dictionary<string, (string CaseId, Wording Wording)> wordings = [];
    private readonly Dictionary<int, List<string>> byWord = [];
    private readonly Dictionary<int, int> wordCounts = [];
    private readonly PictureIndex<KeyedCase> pictures = new();
    private long size;

    /// <summary>Decides on a referral against everything placed so far, and places it.</summary>
    public (string CaseId, MatchingDecision Decision) Place(string referralId, ReferralFeatures incoming)
    {
        var made = KeyMaker.Make(incoming, Secret, options.KeysPerReferral);
        var evidence = made.Select(key => EvidenceFor(key)).OfType<KeyEvidence>().ToList();
        var candidates = CandidateFinder.Find(evidence, options.HotCases);
        var weights = new Weights(model, CorpusFor(incoming, candidates));
        var scored = candidates.Cases
            .Select(candidate => DecisionRules.Score(incoming, candidate.CaseId, candidate.ReferralIds.Concat(members[candidate.CaseId].Take(MostExemplars)).Distinct().Select(id => (id, features[id])), weights)!);
        var decision = DecisionRules.Place(scored, model);
        if (decision.Linked is { } linked)
            decision = decision.Without(asked.GetValueOrDefault(linked.CaseId) ?? []);
        var caseId = decision.Linked?.CaseId ?? $"case-{features.Count:00000000}";
        Add(referralId, caseId, incoming, made);
        foreach (var suggested in decision.Suggested)
        {
            AskedOf(caseId).Add(suggested.CaseId);
            AskedOf(suggested.CaseId).Add(caseId);
        }

        return (caseId, decision);
    }

    /// <summary>The cases of referrals whose narrative has unusual words in common with one that is placed, the likest first.</summary>
    public IReadOnlyList<string> Similar(string referralId, int most)
    {
        if (!wordings.TryGetValue(referralId, out var own))
            return [];
        var leading = WordingRanker.Leading(own.Wording.Weights.Keys, wordCounts, size);
        var others = leading.SelectMany(word => byWord[word]).Where(id => id != referralId && wordings[id].CaseId != own.CaseId).Distinct().Take(WordingRanker.MostLookedAt);
        return [.. WordingRanker.Rank(own.Wording, others.Select(id => (id, wordings[id].Wording)), wordCounts, size, most).Select(found => wordings[found.ReferralId].CaseId)];
    }

    private KeyEvidence? EvidenceFor(MatchingKey key)
    {
        List<KeyedCase> standing = key.Looks is { } looks ? [.. pictures.Find(looks).Select(found => found.Value).DistinctBy(keyed => keyed.CaseId)]
            : keys.TryGetValue(key.Token, out var cases) ? [.. cases.Select(pair => new KeyedCase(pair.Key, pair.Value.Referral))]
            : [];
        return standing.Count == 0 ? null : new KeyEvidence(key, standing.Count, standing);
    }

    private HashSet<string> AskedOf(string caseId) => asked.TryGetValue(caseId, out var cases) ? cases : asked[caseId] = [];

    private Corpus CorpusFor(ReferralFeatures incoming, Candidates candidates)
    {
        var compared = candidates.Cases.SelectMany(candidate => candidate.ReferralIds.Concat(members[candidate.CaseId].Take(MostExemplars))).Distinct().Select(id => features[id]).Append(incoming);
        var counts = compared.SelectMany(FeatureTerms.Of).Distinct().Where(terms.ContainsKey).ToDictionary(term => term, term => terms[term]);
        foreach (var identifier in incoming.Identifiers)
            counts[IdentifierComparer.TermOf(identifier)] = keys.TryGetValue(KeyMaker.TokenOf(identifier, Secret), out var cases) ? cases.Count : 0;
        return new Corpus(size, counts) { HotCases = options.HotCases };
    }

    private void Add(string referralId, string caseId, ReferralFeatures incoming, IReadOnlyList<MatchingKey> made)
    {
        features.Add(referralId, incoming);
        size++;
        if (incoming.Narrative.Words.Count > 0)
        {
            var words = WordTokens.Of(incoming.Narrative.Words, Secret);
            wordings.Add(referralId, (caseId, Wording.Of(words.Index().Select(word => (word.Item, word.Index)))));
            foreach (var word in words)
            {
                (byWord.TryGetValue(word, out var known) ? known : byWord[word] = []).Add(referralId);
                wordCounts[word] = wordCounts.GetValueOrDefault(word) + 1;
            }
        }

        (members.TryGetValue(caseId, out var list) ? list : members[caseId] = []).Add(referralId);
        foreach (var key in made)
        {
            if (key.Looks is { } looks)
                pictures.Add(looks, new KeyedCase(caseId, referralId));
            if (!keys.TryGetValue(key.Token, out var cases))
                keys.Add(key.Token, cases = []);
            if (cases.TryGetValue(caseId, out var standing))
                cases[caseId] = (standing.Referral, standing.Count + 1);
            else if (cases.Count <= options.HotCases)
                cases.Add(caseId, (referralId, 1));
        }

        foreach (var term in FeatureTerms.Of(incoming))
            terms[term] = terms.GetValueOrDefault(term) + 1;
    }
}
