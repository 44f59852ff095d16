namespace Referrals.Routing.Storage;

/// <summary>Whether a referral's originator lets it be handed on (H2).</summary>
internal enum ConsentState
{
    /// <summary>It has no such condition.</summary>
    NotNeeded,

    /// <summary>It has the condition, and nobody has been asked yet.</summary>
    Needed,

    /// <summary>The originator has been asked.</summary>
    Requested,

    Given,

    Refused,
}
