using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform;

namespace Referrals.Matching.GetMatches;

/// <summary>Matches as the API shows them.</summary>
internal static class MatchMapping
{
    private const string Exact = "exact";

    public static Match ToMessage(this MatchLine line, CaseRow row, IReadOnlyDictionary<(string ReferralId, long Token), string> masked)
    {
        var explanation = new MatchExplanation
        {
            ModelVersion = line.Explanation.Model,
            StrongIdentifier = line.Explanation.Shared.Any(comparison => LinkRules.IsStrong(comparison.Type)),
            CandidatesScored = line.Explanation.Candidates,
        };
        explanation.Comparisons.AddRange(line.Explanation.Shared.Select(shared => new Comparison
        {
            Field = ComparedField.Identifier,
            IdentifierType = shared.Type,
            Level = Exact,
            Frequency = shared.Frequency,
            MaskedValue = Masked(shared),
        }));
        explanation.DroppedKeys.AddRange(line.Explanation.Dropped.Select(dropped => new DroppedKey
        {
            Field = ComparedField.Identifier,
            IdentifierType = dropped.Type,
            Frequency = dropped.Frequency,
            Cap = line.Explanation.Cap,
            MaskedValue = Masked(dropped),
        }));
        return new Match
        {
            MatchId = Ids.From("mat", line.ReferralId, line.CaseId),
            ReferralId = line.ReferralId,
            CaseId = line.CaseId,
            ExemplarReferralId = line.Explanation.Exemplar ?? "",
            Decision = line.Decision,
            DecidedAt = line.At.ToTimestamp(),
            Explanation = explanation,
            ReferralCount = row.ReferralCount,
            AgencyCount = row.Agencies.Count,
            StrongestReason = line.Explanation.Shared is [var first, ..] ? Reason(first.Type, Masked(first)) : "",
            CaseVersion = row.Version,
        };

        string Masked(StoredComparison comparison) => masked.GetValueOrDefault((line.ReferralId, comparison.Token), "");
    }

    public static MatchedCase ToMessage(this CaseRow row, IEnumerable<string> referrals)
    {
        var message = new MatchedCase { CaseId = row.Id, ReferralCount = row.ReferralCount, Version = row.Version, MergedInto = row.MergedInto ?? "" };
        message.ReferralIds.AddRange(referrals);
        message.AgencyIds.AddRange(row.Agencies);
        return message;
    }

    private static string Reason(IdentifierType type, string masked)
    {
        var name = type.ToString().ToUpperInvariant();
        return masked.Length == 0 ? name : $"{name} {masked}";
    }
}
