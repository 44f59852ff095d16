using Referrals.Common.V1;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// Decides by exact keys. One shared strong identifier that is not hot links to the case where it stands, the oldest if it
/// stands in several: two cases are never joined by machine, the others become suggestions. What is weaker only suggests.
/// </summary>
public static class LinkRules
{
    /// <summary>The model that explanations name; changes with every change of these rules.</summary>
    public const string Version = "exact-1";

    private const int MostSuggestions = 32;

    /// <summary>Whether one such identifier is enough to link.</summary>
    public static bool IsStrong(IdentifierType type) => type is IdentifierType.Account or IdentifierType.Email or IdentifierType.Phone;

    /// <summary>Places a referral that has no case yet.</summary>
    public static LinkDecision Place(IReadOnlyCollection<KeyEvidence> evidence, int hotCases)
    {
        var matches = Matches(evidence, hotCases);
        var linked = matches.Where(match => IsStrong(match.Shared[0].Type)).MinBy(match => match.CaseId, StringComparer.Ordinal);
        return new LinkDecision(linked, Suggestions(matches, linked?.CaseId), Dropped(evidence, hotCases));
    }

    /// <summary>What the keys of a referral that is in a case already say of other cases.</summary>
    public static LinkDecision Suggest(IReadOnlyCollection<KeyEvidence> evidence, string ownCase, int hotCases) =>
        new(null, Suggestions(Matches(evidence, hotCases), ownCase), Dropped(evidence, hotCases));

    private static List<CaseMatch> Matches(IReadOnlyCollection<KeyEvidence> evidence, int hotCases) =>
    [
        .. evidence
            .Where(key => !IsHot(key, hotCases))
            .SelectMany(key => key.Cases, (key, keyed) => (Key: key, Keyed: keyed))
            .GroupBy(pair => pair.Keyed.CaseId)
            .Select(group =>
            {
                var shared = group.OrderByDescending(pair => IsStrong(pair.Key.Type)).ThenBy(pair => pair.Key.Type).ThenBy(pair => pair.Key.Frequency).ToList();
                return new CaseMatch(group.Key, shared[0].Keyed.ReferralId, [.. shared.Select(pair => pair.Key)]);
            }),
    ];

    private static List<CaseMatch> Suggestions(List<CaseMatch> matches, string? placedIn) =>
    [
        .. matches
            .Where(match => match.CaseId != placedIn)
            .OrderByDescending(match => match.Shared.Count(key => IsStrong(key.Type)))
            .ThenByDescending(match => match.Shared.Count)
            .ThenBy(match => match.CaseId, StringComparer.Ordinal)
            .Take(MostSuggestions),
    ];

    private static List<KeyEvidence> Dropped(IReadOnlyCollection<KeyEvidence> evidence, int hotCases) => [.. evidence.Where(key => IsHot(key, hotCases))];

    private static bool IsHot(KeyEvidence key, int hotCases) => key.Cases.Count > hotCases;
}
