namespace Referrals.Routing.Storage;

/// <summary>How far routing is with a country case.</summary>
internal enum CaseStage
{
    /// <summary>Not accepted by triage, or not any more.</summary>
    Waiting,

    /// <summary>Accepted; there is nothing to hand over, or no more, before an originator consents or another referral joins.</summary>
    AwaitingConsent,

    /// <summary>Accepted and offered.</summary>
    Routed,

    /// <summary>No team takes it: an officer must.</summary>
    Orphaned,
}
