using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>inbox</c></summary>
internal static class InboxVerb
{
    private static readonly Option<HandOffState[]> States = Options.SomeOf<HandOffState>("--state", "Only in these states");
    private static readonly Option<HandOffRole[]> Roles = Options.SomeOf<HandOffRole>("--role", "Only with these roles");
    private static readonly Option<bool> Overdue = Options.Flag("--overdue", "Only with overdue feedback or an overdue task");

    public static Command Create() => Verb.Create("inbox", "What your team was handed, and what is due (team)", [States, Roles, Overdue, Paging.Limit], async run =>
    {
        var clients = await run.CallAsync();
        var all = new ListInboxResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new ListInboxRequest { PageSize = size, PageToken = token, Overdue = run.Get(Overdue) };
            request.States.AddRange(run.Get(States));
            request.Roles.AddRange(run.Get(Roles));
            var page = await clients.Routing.ListInboxAsync(request, cancellationToken: run.CancellationToken);
            all.HandOffs.AddRange(page.HandOffs);
            all.NextPageToken = page.NextPageToken;
            all.TotalSize = page.TotalSize;
            all.WatchToken = page.WatchToken;
            return (page.HandOffs.Count, page.NextPageToken);
        });

        return run.Show(all, console =>
        {
            console.WriteOr(HandOffView.List(all.HandOffs), "Nothing is in the inbox under these filters.");
            Paging.WriteMore(console, all.NextPageToken);
        });
    });
}
