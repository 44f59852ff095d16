using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;

namespace Referrals.Routing.Tests.Service;

/// <summary>Referrals as their neighbours tell Routing of them.</summary>
internal static class Cases
{
    public static ReferralMetadata Referral(string agency, IncidentType type, string region = "PH-07", params HandlingCondition[] conditions) => new()
    {
        ReferralId = Ids.New("ref"),
        AgencyId = agency,
        AgencyReference = $"EX-{agency}",
        Origin = ReferralOrigin.Agency,
        IncidentType = type,
        Countries = ["PH"],
        Region = region,
        ReceivedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ChildAtImmediateRisk = false,
        Tlp = Tlp.Amber,
        Conditions = conditions,
        IdentifierTypes = [IdentifierType.Account],
        SubjectCount = 1,
        ChildCount = 0,
        ChildGenders = [],
        EvidenceItems = 0,
        Completeness = 50,
        Supplements = 0,
    };

    public static ReferralMetadata BornIn(string countryCase, string team, string agency) => Referral(agency, IncidentType.LiveStreamed) with
    {
        Origin = ReferralOrigin.Team,
        BornIn = countryCase,
        TeamId = team,
    };
}
