namespace Referrals.Matching.Storage;

/// <summary>A key and a case in which it stands.</summary>
public sealed class KeyRow
{
    /// <summary>In place of a case: the cases in which a hot key stands beyond those that are listed.</summary>
    public const string BeyondCap = "";

    public required long Token { get; init; }

    public required string CaseId { get; init; }

    /// <summary>The first referral that brought it there.</summary>
    public required string ReferralId { get; init; }

    /// <summary>Referrals of the case that hold it.</summary>
    public int Referrals { get; set; }
}
