using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;

namespace Referrals.Triage.Tests;

/// <summary>What Triage hears of, with nothing said that a test does not say.</summary>
internal static class A
{
    public static ReferralMetadata Referral(IncidentType type = IncidentType.Other, string agency = "uk-nca") => new()
    {
        ReferralId = Ids.New("ref"),
        AgencyId = agency,
        AgencyReference = "EX-1",
        Origin = ReferralOrigin.Agency,
        IncidentType = type,
        Countries = ["PH"],
        ReceivedAt = DateTimeOffset.UnixEpoch,
        ChildAtImmediateRisk = false,
        Tlp = Tlp.Amber,
        Conditions = [],
        IdentifierTypes = [],
        SubjectCount = 0,
        ChildCount = 0,
        ChildGenders = [],
        EvidenceItems = 0,
        Completeness = 10,
        Supplements = 0,
    };

    /// <summary>A report that names a known file and nothing else.</summary>
    public static ReferralMetadata HashOnly(string agency = "uk-nca") => Referral(IncidentType.Material, agency) with { IdentifierTypes = [IdentifierType.FileHash] };

    /// <summary>The first referral of scenario S1: live streaming, a convicted person, files by their hashes, accounts and payments.</summary>
    public static ReferralMetadata S1Referral() => Referral(IncidentType.LiveStreamed) with
    {
        Region = "PH-07",
        SubjectCount = 2,
        EvidenceItems = 4012,
        IdentifierTypes = [IdentifierType.FileHash, IdentifierType.Account, IdentifierType.PaymentHandle],
        Completeness = 85,
    };

    public static ReferralMatched Matched(string caseId, ReferralMetadata referral, MatchDecision decision = MatchDecision.New) => new()
    {
        CaseId = caseId,
        Referral = referral,
        Decision = decision,
        MatchedOn = decision == MatchDecision.Linked ? [IdentifierType.Account] : [],
        ReferralCount = 1,
    };

    public static ReferralUpdated Updated(string caseId, ReferralMetadata referral, ReferralChange change, string? question = null) => new()
    {
        CaseId = caseId,
        Referral = referral,
        Change = change,
        InformationRequestId = question,
    };
}
