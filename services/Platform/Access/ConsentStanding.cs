namespace Referrals.Platform.Access;

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
