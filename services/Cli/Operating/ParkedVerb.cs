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

    public static Command Create() => Verb.Create("parked", "Events that are not applied, and why (operator)", [Service, State, Stream, Paging.Limit], run => Processes.ShowAsync(run, process => AskAsync(run, process), answers => Show(run, answers)));

    private static async Task<ListParkedResponse> AskAsync(Invocation run, OperationsService.OperationsServiceClient process)
    {
        var held = new ListParkedResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new ListParkedRequest { PageSize = size, PageToken = token, Service = run.Get(Service) ?? "", State = run.Get(State), Stream = run.Get(Stream) ?? "" };
            var page = await process.ListParkedAsync(request, cancellationToken: run.CancellationToken);
            held.Events.AddRange(page.Events);
            held.Parked = page.Parked;
            held.Waiting = page.Waiting;
            return (page.Events.Count, page.NextPageToken);
        });
        return held;
    }

    private static int Show(Invocation run, IReadOnlyList<ListParkedResponse> answers)
    {
        var all = new ListParkedResponse
        {
            Events = { answers.SelectMany(answer => answer.Events) },
            Parked = answers.Sum(answer => answer.Parked),
            Waiting = answers.Sum(answer => answer.Waiting),
        };
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
    }
}
