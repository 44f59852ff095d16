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
    public static Match ToMessage(this MatchLine line, CaseRow row)
    {
        var explanation = Scored(line.Explanation);
        explanation.DroppedKeys.AddRange(line.Explanation.Dropped.Select(dropped => new V1.DroppedKey
        {
            Field = dropped.Field,
            IdentifierType = dropped.Type,
            Frequency = dropped.Frequency,
            Cap = line.Explanation.Cap,
            MaskedValue = dropped.Masked,
        }));
        explanation.SetAside.AddRange((line.Explanation.SetAside ?? []).Select(values => new SetAsideValues
        {
            Field = values.Field,
            IdentifierType = values.Type,
            Reason = values.Reason,
            Count = values.Count,
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
            Obstacle = stored.Obstacle ?? (score.NarrativeOnly ? LinkObstacle.OnlyWording : LinkObstacle.Unspecified),
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

    private static string Reason(Comparison comparison)
    {
        var name = comparison.Field == ComparedField.Identifier ? comparison.IdentifierType.ToString().ToUpperInvariant() : comparison.Field.ToString().ToUpperInvariant();
        return comparison.MaskedValue.Length == 0 ? name : $"{name} {comparison.MaskedValue}";
    }
}
