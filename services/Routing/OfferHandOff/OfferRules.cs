using Referrals.Common.V1;
using Referrals.Routing.PlanHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.OfferHandOff;

/// <summary>Which offers a plan still wants, given what was offered.</summary>
internal static class OfferRules
{
    /// <summary>The teams that were asked in this round and are not asked again, and why.</summary>
    public static IReadOnlyList<TriedTeam> Tried(IEnumerable<HandOffRow> handOffs, int round) =>
        [.. handOffs
            .Where(handOff => handOff.Round == round && WhyNotAgain(handOff.State) is not null)
            .Select(handOff => new TriedTeam(handOff.Role, handOff.TeamId, WhyNotAgain(handOff.State)!))];

    /// <summary>The lead and aftercare are offered one after the other: whether another is wanted now.</summary>
    public static bool Wants(HandOffRole role, IEnumerable<HandOffRow> handOffs, int round) => !handOffs.Any(handOff =>
        handOff.Role == role
        && (handOff.IsActive || (handOff.Round == round && handOff.State is not (HandOffState.Declined or HandOffState.TimedOut or HandOffState.Transferred))));

    /// <summary>Whether nobody has a part or is offered it.</summary>
    public static bool IsFree(HandOffRole role, IEnumerable<HandOffRow> handOffs) => !handOffs.Any(handOff => handOff.Role == role && handOff.IsActive);

    /// <summary>Whether no lead has the case, and none had it still when something became available.</summary>
    public static bool NobodyLeads(IEnumerable<HandOffRow> handOffs, DateTimeOffset since) =>
        handOffs.Where(handOff => handOff.Role == HandOffRole.Lead).All(handOff => handOff.EndedAt <= since);

    /// <summary>Supporting teams are offered all at once: those that were not.</summary>
    public static IEnumerable<Candidate> SupportWanted(RolePlan plan, IReadOnlyCollection<HandOffRow> handOffs, int round) =>
        plan.Candidates.Where(candidate => !handOffs.Any(handOff =>
            handOff.TeamId == candidate.TeamId && (handOff.IsActive || (handOff.Round == round && handOff.Role == HandOffRole.Support))));

    /// <summary>Which attempt at a part comes next.</summary>
    public static int NextAttempt(HandOffRole role, IEnumerable<HandOffRow> handOffs, int round) =>
        role == HandOffRole.Support ? 1 : 1 + handOffs.Count(handOff => handOff.Role == role && handOff.Round == round);

    /// <summary>Whether a team had a part in this round and ended it, or was relieved of it, for a conflict of interest.</summary>
    public static bool HasConflict(string teamId, HandOffRole role, IEnumerable<HandOffRow> handOffs, int round) => handOffs.Any(handOff =>
        handOff is { IsActive: false } && handOff.TeamId == teamId && handOff.Role == role && handOff.Round == round
        && (handOff.DeclineReason == DeclineReason.ConflictOfInterest || handOff.ChangeReason == CustodyChangeReason.ConflictOfInterest));

    private static string? WhyNotAgain(HandOffState state) => state switch
    {
        HandOffState.Declined => "DECLINED_BEFORE",
        HandOffState.TimedOut => "TIMED_OUT_BEFORE",
        HandOffState.Revoked => "REVOKED_BEFORE",
        HandOffState.Transferred => "TRANSFERRED_BEFORE",
        _ => null,
    };
}
