using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Routing.ReadHandOffs;

/// <summary>A referral's metadata as the API shows it.</summary>
internal static class ReferralFactsView
{
    public static ReferralFacts Of(ReferralMetadata referral) => new()
    {
        ReferralId = referral.ReferralId,
        AgencyId = referral.AgencyId,
        AgencyReference = referral.AgencyReference,
        Origin = referral.Origin,
        BornIn = referral.BornIn ?? "",
        TeamId = referral.TeamId ?? "",
        IncidentType = referral.IncidentType,
        Countries = { referral.Countries },
        Region = referral.Region ?? "",
        OccurredAt = referral.OccurredAt?.ToTimestamp(),
        ReceivedAt = referral.ReceivedAt.ToTimestamp(),
        ChildAtImmediateRisk = referral.ChildAtImmediateRisk,
        Tlp = referral.Tlp,
        Conditions = { referral.Conditions },
        IdentifierTypes = { referral.IdentifierTypes },
        SubjectCount = referral.SubjectCount,
        ChildCount = referral.ChildCount,
        ChildGenders = { referral.ChildGenders },
        EvidenceItems = referral.EvidenceItems,
        Completeness = referral.Completeness,
        Supplements = referral.Supplements,
    };
}
