namespace Referrals.Triage;

/// <summary>What a referral that joins does to a country case that is there already.</summary>
public enum JoinEffect
{
    /// <summary>It waits with the others for the one decision.</summary>
    Waits,

    /// <summary>The decision stands and covers it; Routing hands it on.</summary>
    FollowsAcceptance,

    /// <summary>The case is decided anew.</summary>
    Reopens,

    /// <summary>The case stays closed; only its count rises.</summary>
    Counts,
}
