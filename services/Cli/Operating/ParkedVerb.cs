using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary><c>parked</c></summary>
internal static class ParkedVerb
{
    private static readonly Option<string?> Service = Options.Text("--service", "NAME", "Only for this service");
    private static readonly Option<HeldState?> State = Options.OneOf<HeldState>("--state", "Only in this state");
    private static readonly Option<string?> Stream = Options.Text("--stream", "STREAM", "Only of this stream");

    public static Command Create() => Verb.Create("parked", "Events that are not applied, and why (operator)", [Service, State, Stream, Paging.Limit], async run =>
    {
        var all = new ListParkedResponse();
        foreach (var process in await Processes.CallAsync(run))
        {
            ListParkedResponse? last = null;
            await Paging.ReadAsync(run, async (size, token) =>
            {
                var request = new ListParkedRequest { PageSize = size, PageToken = token, Service = run.Get(Service) ?? "", State = run.Get(State), Stream = run.Get(Stream) ?? "" };
                last = await process.ListParkedAsync(request, cancellationToken: run.CancellationToken);
                all.Events.AddRange(last.Events);
                return (last.Events.Count, last.NextPageToken);
            });
            all.Parked += last?.Parked ?? 0;
            all.Waiting += last?.Waiting ?? 0;
        }

        return run.Show(all, console =>
        {
            var table = Tables.Of("Id", "For", "State", "Event", "From", "Stream", "No.", "Tried", "Since", "Behind", "Cause");
            foreach (var held in all.Events)
            {
                table.Row(
                    held.HeldId,
                    held.Consumer,
                    held.State.Word(),
                    held.EventType,
                    held.FromService,
                    held.Stream,
                    $"{held.Sequence}",
                    held.Attempts.Count(),
                    Times.Words(held.Since),
                    held.Behind.Count(),
                    held.Cause);
            }

            console.WriteOr(table, "Nothing is held.");
            console.Line($"{all.Parked} parked, {all.Waiting} waiting.");
        });
    });
}
