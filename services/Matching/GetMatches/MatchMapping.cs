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
        var explanation = line.Explanation.Comparisons.Count > 0 || line.Explanation.Shared.Count == 0 ? Scored(line.Explanation) : Exactly(line, Masked);
        explanation.DroppedKeys.AddRange(line.Explanation.Dropped.Select(dropped => new DroppedKey
        {
            Field = dropped.Field,
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
            StrongestReason = explanation.Comparisons.MaxBy(comparison => comparison.Bits) is { } strongest ? Reason(strongest) : "",
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

    private static MatchExplanation Scored(StoredExplanation stored)
    {
        var score = stored.Score();
        var explanation = new MatchExplanation
        {
            ModelVersion = stored.Model,
            PriorBits = stored.Prior,
            TotalBits = score.Total,
            LinkThresholdBits = stored.LinkBits,
            SuggestThresholdBits = stored.SuggestBits,
            StrongIdentifier = score.HasStrong,
            IndependentGroups = score.IndependentGroups,
            CandidatesScored = stored.Candidates,
            CandidatesLeft = stored.Left,
            NarrativeOnly = score.NarrativeOnly,
        };
        explanation.Comparisons.AddRange(stored.Comparisons.Select(comparison => new Comparison
        {
            Field = comparison.Field,
            IdentifierType = comparison.Type,
            Level = comparison.Level[(comparison.Level.IndexOf('.', StringComparison.Ordinal) + 1)..],
            Bits = comparison.Bits,
            Frequency = comparison.Frequency,
            Group = comparison.Group,
            MaskedValue = comparison.Value,
        }));
        explanation.Groups.AddRange(stored.Groups.Select(group => new GroupTotal { Group = group.Group, UncappedBits = group.Uncapped, CapBits = group.Cap, Bits = group.Bits }));
        return explanation;
    }

    /// <summary>What the rules before scores decided by.</summary>
    private static MatchExplanation Exactly(MatchLine line, Func<StoredComparison, string> masked)
    {
        var explanation = new MatchExplanation
        {
            ModelVersion = line.Explanation.Model,
            StrongIdentifier = line.Explanation.Shared.Any(comparison => comparison.Type is IdentifierType.Account or IdentifierType.Email or IdentifierType.Phone),
            CandidatesScored = line.Explanation.Candidates,
        };
        explanation.Comparisons.AddRange(line.Explanation.Shared.Select(shared => new Comparison
        {
            Field = ComparedField.Identifier,
            IdentifierType = shared.Type,
            Level = Exact,
            Frequency = shared.Frequency,
            MaskedValue = masked(shared),
        }));
        return explanation;
    }

    private static string Reason(Comparison comparison)
    {
        var name = comparison.Field == ComparedField.Identifier ? comparison.IdentifierType.ToString().ToUpperInvariant() : comparison.Field.ToString().ToUpperInvariant();
        return comparison.MaskedValue.Length == 0 ? name : $"{name} {comparison.MaskedValue}";
    }
}
