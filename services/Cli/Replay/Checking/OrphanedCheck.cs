using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Triage.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>orphaned</c>: exactly these country cases of a case stand in an officer's queue since no team takes them.</summary>
internal sealed record OrphanedCheck(string Of, IReadOnlyList<string> Countries) : ICheck
{
    private const int Everything = 1000;

    public static OrphanedCheck Read(ScenarioNode node) => new(node.Text("of"), node.Texts("countries"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var filter = new QueueFilter { CaseId = await step.World.CaseAsync(step.Referral(Of), cancellationToken), Orphaned = true };
        var queue = await step.Clients.Triage.ListQueueAsync(new ListQueueRequest { PageSize = Everything, Filter = filter }, cancellationToken: cancellationToken);
        var found = queue.Cases.Select(item => item.Country).Order(StringComparer.Ordinal).ToList();
        return Verdict.That(found.SequenceEqual(Countries.Order(StringComparer.Ordinal)), $"there are {string.Join(", ", found)}");
    }
}
