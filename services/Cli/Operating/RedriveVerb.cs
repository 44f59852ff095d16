using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary><c>redrive ID…|--all</c></summary>
internal static class RedriveVerb
{
    private static readonly Argument<string[]> Ids = new("ID") { Description = "Ids of parked events, as 'parked' lists them", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> All = Options.Flag("--all", "Every parked event");
    private static readonly Option<string?> Service = Options.Text("--service", "NAME", "With --all: only for this service");

    public static Command Create() => Verb.Create("redrive", "Try parked events again; recorded in the log (operator)", [Ids, All, Service], async run =>
    {
        var ids = run.Get(Ids);
        if (ids.Length > 0 == run.Get(All))
            throw new UsageException("give ids, or --all");
        var processes = await Processes.CallAsync(run);
        var total = new RedriveResponse();
        var missing = new HashSet<string>(ids);
        foreach (var (process, number) in processes.Select((process, number) => (process, number)))
        {
            var request = new RedriveRequest { RequestId = run.RequestId($"{number}"), All = run.Get(All), Service = run.Get(Service) ?? "" };
            request.HeldIds.AddRange(ids);
            var response = await process.RedriveAsync(request, cancellationToken: run.CancellationToken);
            total.Redriven += response.Redriven;
            missing.IntersectWith(response.NotParked);
        }

        total.NotParked.AddRange(missing);
        run.Show(total, console =>
        {
            console.Line($"{total.Redriven} will be tried again.");
            foreach (var id in missing)
                console.Line($"{id} is not parked, or no longer.");
        });
        return missing.Count > 0 ? ExitCode.Refused : ExitCode.Done;
    });
}
