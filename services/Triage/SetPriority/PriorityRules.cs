using Referrals.Common.V1;
using Referrals.Contracts;

namespace Referrals.Triage;

/// <summary>
/// How urgent a case is, from what is known without content. How complete a report is plays no part: a complete report of
/// a known file is not urgent, a thin one of a child in danger is.
/// </summary>
public static class PriorityRules
{
    private const int Several = 2;

    /// <summary>What one referral alone calls for.</summary>
    public static Assessment OfReferral(ReferralMetadata referral) => referral switch
    {
        { ChildAtImmediateRisk: true } => new(Priority.P1Immediate, PriorityReason.ChildAtImmediateRisk),
        { IncidentType: IncidentType.LiveStreamed } => new(Priority.P2Urgent, PriorityReason.LiveAbuse),
        { IncidentType: IncidentType.Trafficking or IncidentType.TravellingOffender } => new(Priority.P2Urgent, PriorityReason.IncidentType),
        { IncidentType: IncidentType.ContactOffence } when NamesSubjectOrPlace(referral) => new(Priority.P2Urgent, PriorityReason.SubjectIdentified),
        { IncidentType: IncidentType.OnlineEnticement or IncidentType.Sextortion, ChildCount: > 0 } => new(Priority.P2Urgent, PriorityReason.IncidentType),
        { IncidentType: IncidentType.ContactOffence or IncidentType.OnlineEnticement or IncidentType.Sextortion } =>
            new(Priority.P3Standard, PriorityReason.IncidentType),
        _ when NamesOnlyFiles(referral) => new(Priority.P4Monitor, PriorityReason.KnownMaterial),
        _ => new(Priority.P3Standard, PriorityReason.Default),
    };

    /// <summary>What a case calls for: what its most urgent referral does, and more where several agencies report it independently.</summary>
    public static Assessment OfCase(Assessment mostUrgentReferral, int agencies) =>
        agencies >= Several && mostUrgentReferral.Priority == Priority.P3Standard
            ? new(Priority.P2Urgent, PriorityReason.SeveralAgencies)
            : mostUrgentReferral;

    /// <summary>
    /// The priority of a case after one of its referrals joined or told more. It never falls. What an officer set stays
    /// until something is known that calls for more and was not known then.
    /// </summary>
    /// <param name="current">The priority of the case.</param>
    /// <param name="caseBefore">What the case called for before.</param>
    /// <param name="caseAfter">What it calls for now.</param>
    /// <param name="referralBefore">What the referral called for before; null for one that joins.</param>
    /// <param name="referral">What the referral calls for now.</param>
    public static Assessment AfterNewFacts(Assessment current, Assessment caseBefore, Assessment caseAfter, Priority? referralBefore, Assessment referral)
    {
        if (current == caseBefore)
            return caseAfter;
        if ((referralBefore is not { } before || referral.IsMoreUrgentThan(before)) && referral.IsMoreUrgentThan(current.Priority))
            current = referral;
        if (caseAfter.IsMoreUrgentThan(caseBefore.Priority) && caseAfter.IsMoreUrgentThan(current.Priority))
            current = caseAfter;
        return current;
    }

    private static bool NamesSubjectOrPlace(ReferralMetadata referral) => referral.SubjectCount > 0 || !string.IsNullOrEmpty(referral.Region);

    private static bool NamesOnlyFiles(ReferralMetadata referral) =>
        referral is { IncidentType: IncidentType.Material or IncidentType.Other, SubjectCount: 0, ChildCount: 0 }
        && referral.IdentifierTypes.Count > 0
        && referral.IdentifierTypes.All(type => type == IdentifierType.FileHash);
}
