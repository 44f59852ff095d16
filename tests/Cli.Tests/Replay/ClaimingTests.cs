using Grpc.Core;
using Referrals.Cli.Connect;
using Referrals.Cli.Operating;
using Referrals.Cli.Replay.Acting;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Tests.Building;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

public sealed class ClaimingTests
{
    [Fact]
    public async Task A_case_is_claimed_and_decided_under_ids_that_follow_from_the_step()
    {
        var triage = new ScriptedTriage();
        await DecideAsync(triage);
        Assert.Equal(["replay.s99.accept.claim"], triage.Claims.Select(request => request.RequestId));
        Assert.Equal(["replay.s99.accept"], triage.Accepted.Select(request => request.RequestId));
    }

    [Fact]
    public async Task What_was_decided_by_an_earlier_replay_is_done()
    {
        var triage = new ScriptedTriage();
        triage.Decisions.Add(new Decision { Kind = DecisionKind.Accepted, DecisionId = "d-0" });
        Assert.Equal("d-0", (await DecideAsync(triage)).DecisionId);
        Assert.Empty(triage.Claims);
    }

    [Fact]
    public async Task A_decision_that_was_undone_is_not_done()
    {
        var triage = new ScriptedTriage();
        triage.Decisions.Add(new Decision { Kind = DecisionKind.Accepted, Undone = true });
        await DecideAsync(triage);
        Assert.Single(triage.Accepted);
    }

    [Fact]
    public async Task A_claim_that_was_lost_and_a_case_that_changed_are_claimed_again_under_the_next_id()
    {
        var triage = new ScriptedTriage();
        triage.Refusals.Enqueue(Refusals.Of(StatusCode.FailedPrecondition, "CLAIM_LOST"));
        triage.Refusals.Enqueue(Refusals.Of(StatusCode.Aborted, "VERSION_CHANGED"));
        await DecideAsync(triage);
        Assert.Equal(["replay.s99.accept", "replay.s99.accept.2", "replay.s99.accept.3"], triage.Accepted.Select(request => request.RequestId));
        Assert.Equal([5, 6, 7], triage.Accepted.Select(request => request.ExpectedVersion));
    }

    [Fact]
    public async Task Another_refusal_is_the_steps_own()
    {
        var triage = new ScriptedTriage();
        triage.Refusals.Enqueue(Refusals.Of(StatusCode.PermissionDenied, "PERMISSION_DENIED"));
        await Assert.ThrowsAsync<RpcException>(() => DecideAsync(triage));
    }

    private static async Task<Decision> DecideAsync(ScriptedTriage triage)
    {
        await using var cli = await new CliUnderTest().Knows("officer/okoro").WithAsync("triage", triage);
        using var exchange = await ExchangeConnection.OpenAsync(ExchangeLocation.InDirectory(cli.Data), null, CallPatience.Interactive, TimeProvider.System, default);
        var world = new World(exchange, new SimulatedClock([]), new Waiting(TimeSpan.FromSeconds(5), TimeProvider.System), "auditor/none");
        var step = new StepContext(world, "s99", "accept", "officer/okoro");
        return await Claiming.DecideAsync(
            step,
            ScriptedTriage.Case,
            DecisionKind.Accepted,
            async (token, version, requestId) => await step.Clients.Triage.AcceptAsync(
                new AcceptRequest { RequestId = requestId, CountryCase = ScriptedTriage.Case, ClaimToken = token, ExpectedVersion = version }),
            default);
    }
}
