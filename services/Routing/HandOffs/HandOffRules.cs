using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Routing.HandOffs;

/// <summary>The states of a hand-off: what each command makes of it, or why it may not be.</summary>
internal static class HandOffRules
{
    public static Result<HandOffState> Decide(HandOffStanding handOff, HandOffCommand command, DateTimeOffset now) => command switch
    {
        HandOffCommand.Acknowledge => WhileOffered(handOff, now, HandOffState.Acknowledged),
        HandOffCommand.Decline => WhileOffered(handOff, now, HandOffState.Declined),
        HandOffCommand.Lapse => handOff.State == HandOffState.Offered && now >= handOff.AcknowledgeBy ? HandOffState.TimedOut : WrongState(handOff),
        HandOffCommand.OfferTransfer when handOff.TransferPending => TransferPending,
        HandOffCommand.OfferTransfer or HandOffCommand.AddInformation => WhileHeld(handOff, handOff.State),
        HandOffCommand.PassOn => WhileHeld(handOff, HandOffState.Transferred),
        HandOffCommand.Revoke => IsActive(handOff) ? HandOffState.Revoked : WrongState(handOff),
        HandOffCommand.RecordProgress => WhileHeld(handOff, HandOffState.InProgress),
        HandOffCommand.RecordOutcome { IsFinal: true } when handOff.TransferPending => TransferPending,
        HandOffCommand.RecordOutcome outcome => WhileHeld(handOff, outcome.IsFinal ? HandOffState.Completed : HandOffState.InProgress),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    public static bool IsHeld(HandOffState state) => state is HandOffState.Acknowledged or HandOffState.InProgress;

    private static Refusal TransferPending =>
        Refusal.FailedPrecondition("TRANSFER_PENDING", "another team has been offered this hand-off and has not answered yet");

    private static bool IsActive(HandOffStanding handOff) => handOff.State == HandOffState.Offered || IsHeld(handOff.State);

    private static Result<HandOffState> WhileHeld(HandOffStanding handOff, HandOffState next) => IsHeld(handOff.State) ? next : WrongState(handOff);

    /// <summary>The clock decides, not whether its lapse has been written down yet.</summary>
    private static Result<HandOffState> WhileOffered(HandOffStanding handOff, DateTimeOffset now, HandOffState next) => handOff.State switch
    {
        HandOffState.Offered when now < handOff.AcknowledgeBy => next,
        HandOffState.Offered or HandOffState.TimedOut =>
            Refusal.FailedPrecondition("TIMED_OUT", "the time to acknowledge has run; the next team has been offered"),
        HandOffState.Acknowledged or HandOffState.InProgress or HandOffState.Completed =>
            Refusal.FailedPrecondition("ALREADY_ACKNOWLEDGED", "the hand-off has been acknowledged"),
        _ => WrongState(handOff),
    };

    private static Refusal WrongState(HandOffStanding handOff)
    {
        var state = Policies.Words<HandOffState>.Of(handOff.State);
        return Refusal.FailedPrecondition("WRONG_STATE", $"the hand-off is {state}") with { Metadata = new Dictionary<string, string> { ["state"] = state } };
    }
}
