using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary><c>backlog</c></summary>
internal static class BacklogVerb
{
    private static readonly Option<string?> Service = Options.Text("--service", "NAME", "Only of this service");

    public static Command Create() => Verb.Create("backlog", "How much is under way in each service (operator)", [Service], run => Processes.ShowAsync(run, process => AskAsync(run, process), answers => Show(run, answers)));

    private static async Task<GetBacklogResponse> AskAsync(Invocation run, OperationsService.OperationsServiceClient process) =>
        await process.GetBacklogAsync(new() { Service = run.Get(Service) ?? "" }, cancellationToken: run.CancellationToken);

    private static int Show(Invocation run, IReadOnlyList<GetBacklogResponse> answers)
    {
        var all = new GetBacklogResponse { Services = { answers.SelectMany(answer => answer.Services) } };
        return run.Show(all, console =>
        {
            var table = Tables.Of("Service", "Not delivered", "Oldest", "On the bus", "Oldest", "Waiting", "Parked", "Oldest held", "Late promises");
            foreach (var service in all.Services)
                table.Row(service.Service, $"{service.OutboxDepth}", Times.Words(service.OutboxOldestAge), $"{service.OnBus}", Times.Words(service.OnBusOldestAge), $"{service.Waiting}", $"{service.Parked}", Times.Words(service.HeldOldestAge), $"{service.LatePromises}");
            console.WriteOr(table, "No such service.");
        });
    }
}
