namespace Referrals.Console.ChangeLinks;

/// <summary>What an officer may do about a link.</summary>
public enum LinkChange
{
    /// <summary>A suggestion is right: the referral joins the other case.</summary>
    Confirm,

    /// <summary>A suggestion is wrong: not the same, for good.</summary>
    Refuse,

    /// <summary>A referral leaves this case.</summary>
    Split,

    /// <summary>This case is a duplicate: it is merged into another.</summary>
    Merge,
}
