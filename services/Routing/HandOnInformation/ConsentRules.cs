using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOnInformation;

/// <summary>H2: not disseminated further without the originator's permission.</summary>
internal static class ConsentRules
{
    /// <summary>Where a referral stands when routing first hears of it.</summary>
    public static ConsentState Initially(ReferralMetadata referral) =>
        referral.Conditions.Contains(HandlingCondition.H2) ? ConsentState.Needed : ConsentState.NotNeeded;

    /// <summary>Since when a referral that was just heard of may be handed over; null while it may not.</summary>
    public static DateTimeOffset? AvailableAt(ReferralMetadata referral, DateTimeOffset now) =>
        Initially(referral) == ConsentState.NotNeeded ? now : null;

    /// <summary>Whether a consent is for the lead and nobody else.</summary>
    public static bool IsForLeadOnly(ConsentScope? scope) => scope == ConsentScope.LeadTeam;
}
