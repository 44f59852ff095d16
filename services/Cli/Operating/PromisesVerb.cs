using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary><c>promises</c></summary>
internal static class PromisesVerb
{
    private static readonly Option<string?> Service = Options.Text("--service", "NAME", "Only of this service");

    public static Command Create() => Verb.Create("promises", "What was promised and is not in the log in time (operator, auditor)", [Service, Paging.Limit], run => Processes.ShowAsync(run, process => AskAsync(run, process), answers => Show(run, answers)));

    private static async Task<ListLatePromisesResponse> AskAsync(Invocation run, OperationsService.OperationsServiceClient process)
    {
        var late = new ListLatePromisesResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var page = await process.ListLatePromisesAsync(new() { PageSize = size, PageToken = token, Service = run.Get(Service) ?? "" }, cancellationToken: run.CancellationToken);
            late.Promises.AddRange(page.Promises);
            return (page.Promises.Count, page.NextPageToken);
        });
        return late;
    }

    private static int Show(Invocation run, IReadOnlyList<ListLatePromisesResponse> answers)
    {
        var all = new ListLatePromisesResponse { Promises = { answers.SelectMany(answer => answer.Promises) } };
        return run.Show(all, console =>
        {
            var table = Tables.Of("Service", "Stream", "Up to no.", "Made by", "Noted");
            foreach (var promise in all.Promises)
                table.Row(promise.Service, promise.Stream, $"{promise.Sequence}", Times.Words(promise.Since), Times.Words(promise.NotedAt));
            console.WriteOr(table, "All that was promised is in the log, or is not late yet.");
        });
    }
}
