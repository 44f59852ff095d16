using Referrals.Common.V1;

namespace Referrals.Intake.ReadReferral;

/// <summary>What of a caller decides what it may read.</summary>
public sealed record ReaderFacts(Role Role, string? Agency, string? Team, IReadOnlyList<string> Desks);

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

/// <summary>How far a referral may be handed on.</summary>
public enum ConsentStanding
{
    /// <summary>Not under H2, or added by a team itself.</summary>
    NotNeeded,

    /// <summary>Under H2, and not asked, not answered, or refused.</summary>
    Missing,

    /// <summary>The lead team, and whoever takes the lead after it.</summary>
    LeadTeam,

    /// <summary>Every team of the country cases.</summary>
    AllTeams,
}

/// <summary>What a caller may read of a referral: all as its sender, or as far as certain countries go, or nothing.</summary>
public sealed record ReadingRight(bool Own, IReadOnlyList<string> Countries)
{
    public static ReadingRight None { get; } = new(false, []);

    public bool Reads => Own || Countries.Count > 0;
}
