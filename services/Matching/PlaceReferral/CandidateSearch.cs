using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;

namespace Referrals.Matching.PlaceReferral;

/// <summary>What the referrals of one transaction may be compared with; found again only where keys have come to stand elsewhere since.</summary>
internal sealed class CandidateSearch(KeyIndex index, int hotCases)
{
    private readonly Dictionary<IReadOnlyList<MatchingKey>, (int Changes, Candidates Found)> known = [];

    public Candidates Find(IReadOnlyList<MatchingKey> keys)
    {
        var changes = index.ChangesOf(keys);
        if (!known.TryGetValue(keys, out var before) || before.Changes != changes)
            known[keys] = before = (changes, CandidateFinder.Find(index.EvidenceFor(keys), hotCases));
        return before.Found;
    }
}
