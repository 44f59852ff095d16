using Referrals.Common.V1;
using Referrals.Platform.Access;

namespace Referrals.Intake.ReadReferral;

/// <summary>Whom a referral has reached. <paramref name="OwnerAgency"/> is null for what a team added.</summary>
public sealed record ReferralReach(
    string? OwnerAgency, IReadOnlyList<ReachedCountry> Countries, IReadOnlyList<ReachedHandOff> HandOffs, ConsentStanding Consent, DateTimeOffset? WithdrawnAt)
{
    /// <summary>Its label, which a member of a joint team may be too far away for.</summary>
    public Tlp Tlp { get; init; }
}

/// <summary>A country in which the referral is in a country case, and whose desk that is.</summary>
public sealed record ReachedCountry(string Country, string Desk);

/// <summary>A hand-off of one of the referral's country cases.</summary>
public sealed record ReachedHandOff(string TeamId, string Country, HandOffRole Role, HandOffState State, DateTimeOffset OfferedAt)
{
    /// <summary>In a joint team the strictest label that somebody of each member agency reads; empty for other teams.</summary>
    public IReadOnlyDictionary<string, Tlp> Limits { get; init; } = new Dictionary<string, Tlp>();
}

/// <summary>How far a caller reads a referral: all of it, or what concerns certain countries; and the standing that decides whether at all.</summary>
/// <param name="Standing">How the caller stands towards it.</param>
/// <param name="Whole">Whether every country is read.</param>
/// <param name="Countries">Otherwise these.</param>
public sealed record ReadingRight(Standing Standing, bool Whole, IReadOnlyList<string> Countries);
