using Referrals.Common.V1;
using Referrals.Routing.HandOffs;
using Xunit;

namespace Referrals.Routing.Tests.HandOffs;

public sealed class HandOffRulesTests
{
    private static readonly DateTimeOffset By = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, HandOffState, string> Transitions => new()
    {
        { "acknowledge", HandOffState.Offered, "Acknowledged" },
        { "acknowledge", HandOffState.Acknowledged, "ALREADY_ACKNOWLEDGED" },
        { "acknowledge", HandOffState.InProgress, "ALREADY_ACKNOWLEDGED" },
        { "acknowledge", HandOffState.Completed, "ALREADY_ACKNOWLEDGED" },
        { "acknowledge", HandOffState.Declined, "WRONG_STATE" },
        { "acknowledge", HandOffState.TimedOut, "TIMED_OUT" },
        { "acknowledge", HandOffState.Revoked, "WRONG_STATE" },
        { "acknowledge", HandOffState.Transferred, "WRONG_STATE" },
        { "decline", HandOffState.Offered, "Declined" },
        { "decline", HandOffState.Acknowledged, "ALREADY_ACKNOWLEDGED" },
        { "decline", HandOffState.TimedOut, "TIMED_OUT" },
        { "decline", HandOffState.Declined, "WRONG_STATE" },
        { "lapse", HandOffState.Offered, "WRONG_STATE" },
        { "lapse", HandOffState.Acknowledged, "WRONG_STATE" },
        { "transfer", HandOffState.Offered, "WRONG_STATE" },
        { "transfer", HandOffState.Acknowledged, "Acknowledged" },
        { "transfer", HandOffState.InProgress, "InProgress" },
        { "transfer", HandOffState.Completed, "WRONG_STATE" },
        { "pass on", HandOffState.InProgress, "Transferred" },
        { "pass on", HandOffState.Revoked, "WRONG_STATE" },
        { "revoke", HandOffState.Offered, "Revoked" },
        { "revoke", HandOffState.Acknowledged, "Revoked" },
        { "revoke", HandOffState.InProgress, "Revoked" },
        { "revoke", HandOffState.Completed, "WRONG_STATE" },
        { "revoke", HandOffState.Revoked, "WRONG_STATE" },
        { "add", HandOffState.Offered, "WRONG_STATE" },
        { "add", HandOffState.InProgress, "InProgress" },
        { "add", HandOffState.Transferred, "WRONG_STATE" },
        { "progress", HandOffState.Offered, "WRONG_STATE" },
        { "progress", HandOffState.Acknowledged, "InProgress" },
        { "progress", HandOffState.InProgress, "InProgress" },
        { "progress", HandOffState.Completed, "WRONG_STATE" },
        { "conviction", HandOffState.Acknowledged, "Completed" },
        { "conviction", HandOffState.InProgress, "Completed" },
        { "conviction", HandOffState.Offered, "WRONG_STATE" },
        { "conviction", HandOffState.Completed, "WRONG_STATE" },
        { "arrest, a task remains", HandOffState.InProgress, "InProgress" },
        { "arrest, more follows", HandOffState.Acknowledged, "InProgress" },
        { "ongoing", HandOffState.InProgress, "InProgress" },
    };

    [Theory, MemberData(nameof(Transitions))]
    public void A_command_makes_of_a_state(string command, HandOffState state, string expected)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(state, By), Command(command), By.AddMinutes(-1));

        Assert.Equal(expected, decision.Refusal?.Reason ?? decision.Value.ToString());
    }

    [Theory]
    [InlineData("acknowledge", -1, "Acknowledged")]
    [InlineData("acknowledge", 0, "TIMED_OUT")]
    [InlineData("acknowledge", 1, "TIMED_OUT")]
    [InlineData("decline", 0, "TIMED_OUT")]
    [InlineData("lapse", -1, "WRONG_STATE")]
    [InlineData("lapse", 0, "TimedOut")]
    public void The_clock_decides_and_not_whether_its_lapse_was_written_down(string command, int seconds, string expected)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(HandOffState.Offered, By), Command(command), By.AddSeconds(seconds));

        Assert.Equal(expected, decision.Refusal?.Reason ?? decision.Value.ToString());
    }

    [Theory]
    [InlineData("transfer", "TRANSFER_PENDING")]
    [InlineData("conviction", "TRANSFER_PENDING")]
    [InlineData("progress", "InProgress")]
    [InlineData("arrest, more follows", "InProgress")]
    [InlineData("revoke", "Revoked")]
    public void While_another_team_is_asked_to_take_over(string command, string expected)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(HandOffState.InProgress, By, TransferPending: true), Command(command), By);

        Assert.Equal(expected, decision.Refusal?.Reason ?? decision.Value.ToString());
    }

    [Theory]
    [InlineData("desk/ph", HandOffRole.Lead, HandOffState.Acknowledged, "team/nbi")]
    [InlineData("team/pnp", HandOffRole.Lead, HandOffState.Acknowledged, "team/nbi")]
    [InlineData("team/nbi", HandOffRole.Lead, HandOffState.Completed, "desk/ph")]
    [InlineData("team/nbi", HandOffRole.Lead, HandOffState.Revoked, "desk/ph")]
    [InlineData("team/pnp", HandOffRole.Lead, HandOffState.Revoked, "team/pnp")]
    [InlineData("team/pnp", HandOffRole.Lead, HandOffState.Transferred, "team/pnp")]
    [InlineData("desk/ph", HandOffRole.Lead, HandOffState.Offered, "desk/ph")]
    [InlineData("desk/ph", HandOffRole.Lead, HandOffState.Declined, "desk/ph")]
    [InlineData("desk/ph", HandOffRole.Support, HandOffState.Acknowledged, "desk/ph")]
    [InlineData("team/pnp", HandOffRole.Aftercare, HandOffState.Completed, "team/pnp")]
    public void Custody_after_a_hand_off_to_nbi_entered_a_state(string before, HandOffRole role, HandOffState entered, string after) =>
        Assert.Equal(after, CustodyRules.After(before, "ph", role, "nbi", entered));

    private static HandOffCommand Command(string name) => name switch
    {
        "acknowledge" => new HandOffCommand.Acknowledge(),
        "decline" => new HandOffCommand.Decline(),
        "lapse" => new HandOffCommand.Lapse(),
        "transfer" => new HandOffCommand.OfferTransfer(),
        "pass on" => new HandOffCommand.PassOn(),
        "revoke" => new HandOffCommand.Revoke(),
        "add" => new HandOffCommand.AddInformation(),
        "progress" => new HandOffCommand.RecordProgress(),
        "conviction" => new HandOffCommand.RecordOutcome(Outcome.Conviction, TasksRemain: false, KeepOpen: false),
        "arrest, a task remains" => new HandOffCommand.RecordOutcome(Outcome.Arrest, TasksRemain: true, KeepOpen: false),
        "arrest, more follows" => new HandOffCommand.RecordOutcome(Outcome.Arrest, TasksRemain: false, KeepOpen: true),
        _ => new HandOffCommand.RecordOutcome(Outcome.OngoingInvestigation, TasksRemain: false, KeepOpen: false),
    };
}
