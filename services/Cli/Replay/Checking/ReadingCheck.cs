using Grpc.Core;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>canRead</c>, <c>cannotRead</c>: whether these may read a referral's content, or are told nothing of it.</summary>
internal sealed record ReadingCheck(string Of, IReadOnlyList<string> Who, bool May) : ICheck
{
    public static ReadingCheck ReadMay(ScenarioNode node) => new(node.Text("of"), node.Texts("who"), true);

    public static ReadingCheck ReadMayNot(ScenarioNode node) => new(node.Text("of"), node.Texts("who"), false);

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        foreach (var who in Who)
        {
            if (await ReadsAsync(step, who, cancellationToken) != May)
                return Verdict.No($"{who} {(May ? "may not" : "may")}");
        }

        return Verdict.Yes;
    }

    private async Task<bool> ReadsAsync(StepContext step, string who, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetRequest { ReferralId = step.Referral(Of), ReadMask = new() { Paths = { "content" } } };
            return (await step.World.Exchange.As(who).Intake.GetAsync(request, cancellationToken: cancellationToken)).Referral.Content is not null;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }
}
