using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Commands;
using Referrals.Routing.Storage;

namespace Referrals.Routing.Deconflict;

/// <summary>When two sides are on one matter, who must say whether the new one may act, and until when.</summary>
internal static class DeconflictionRules
{
    /// <summary>
    /// The hand-off whose team is to be asked: the lead that works on the case, where an agency reports it that is new to it.
    /// What a team adds, and a further report of an agency that is known there, is no other side.
    /// </summary>
    public static HandOffRow? Holder(IEnumerable<HandOffRow> handOffs, ReferralMetadata referral, bool isNewAgency) =>
        referral.Origin == ReferralOrigin.Agency && isNewAgency
            ? handOffs.Where(Leads).MaxBy(handOff => handOff.AcknowledgedAt)
            : null;

    /// <summary>How long the team has before an officer is asked.</summary>
    public static TimeSpan Within(Priority priority) => priority switch
    {
        Priority.P1Immediate => TimeSpan.FromHours(1),
        Priority.P2Urgent => TimeSpan.FromHours(4),
        _ => TimeSpan.FromHours(24),
    };

    /// <summary>Whether it may be released now. The clock decides, not whether its lapse has been written down yet.</summary>
    public static Refusal? Release(DeconflictionState state, DateTimeOffset releaseBy, Role by, DateTimeOffset now) => state switch
    {
        DeconflictionState.Released => Refusal.FailedPrecondition("RELEASED", "it is released already"),
        _ when by == Role.Officer => null,
        DeconflictionState.Held when now < releaseBy => null,
        _ => Refusal.FailedPrecondition("LAPSED", "the team's time has run; an officer releases it"),
    };

    /// <summary>What becomes of it when the clock has run: where no lead works on the case any more, there is nothing to protect.</summary>
    public static DeconflictionState Lapse(IEnumerable<HandOffRow> handOffs) =>
        handOffs.Any(Leads) ? DeconflictionState.Lapsed : DeconflictionState.Released;

    private static bool Leads(HandOffRow handOff) => handOff is { Role: HandOffRole.Lead, IsHeld: true };
}
