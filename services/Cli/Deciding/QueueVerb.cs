using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Triage.V1;

namespace Referrals.Cli.Deciding;

/// <summary><c>queue</c></summary>
internal static class QueueVerb
{
    public static Command Create() => Verb.Create("queue", "The cases that wait for a decision on your desks (officer)", [.. QueueFilters.All, Paging.Limit], async run =>
    {
        var clients = await run.CallAsync();
        var all = new ListQueueResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new ListQueueRequest { PageSize = size, PageToken = token, Filter = QueueFilters.Read(run), Order = run.Get(QueueFilters.Order) };
            var page = await clients.Triage.ListQueueAsync(request, cancellationToken: run.CancellationToken);
            all.Cases.AddRange(page.Cases);
            all.NextPageToken = page.NextPageToken;
            all.TotalSize = page.TotalSize;
            all.OpenSize = page.OpenSize;
            all.WatchToken = page.WatchToken;
            return (page.Cases.Count, page.NextPageToken);
        });

        return run.Show(all, console =>
        {
            console.WriteOr(CaseView.Queue(all.Cases), $"No cases match these filters. {all.OpenSize} are open on your desks.");
            Paging.WriteMore(console, all.NextPageToken);
        });
    });
}
