using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Triage.V1;

namespace Referrals.Cli.Operating;

/// <summary><c>desks</c></summary>
internal static class DesksVerb
{
    public static Command Create() => Verb.Create("desks", "How much waits at each desk, and for how long (operator, officer)", [], async run =>
    {
        var clients = await run.CallAsync(Processes.Operator);
        var answer = await clients.Triage.CountQueueAsync(new CountQueueRequest(), cancellationToken: run.CancellationToken);
        return run.Show(answer, console =>
        {
            var table = Tables.Of("Desk", "Priority", "Waiting", "Unclaimed", "Oldest unclaimed since", "Overdue", "No team takes it");
            foreach (var count in answer.Counts)
                table.Row(count.Desk, count.Priority.Word(), $"{count.Waiting}", $"{count.Unclaimed}", Times.Words(count.OldestUnclaimedAt), $"{count.Overdue}", $"{count.Orphaned}");
            console.WriteOr(table, "Nothing waits.");
        });
    });
}
