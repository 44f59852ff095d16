using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>progress ID CODE</c></summary>
internal static class ProgressVerb
{
    private static readonly Argument<ProgressCode> Code = Options.EnumArgument<ProgressCode>("STEP", "The step");

    public static Command Create() => Verb.Create("progress", "Record a step of the work; its sender sees it (team)", [HandOffVerb.Id, Code, .. TaskOptions.All], async run =>
    {
        var request = new RecordProgressRequest { RequestId = run.RequestId(), HandOffId = run.Get(HandOffVerb.Id), Code = run.Get(Code) };
        TaskOptions.Read(run, request.Tasks, request.TasksDone);
        var clients = await run.CallAsync();
        var response = await clients.Routing.RecordProgressAsync(request, cancellationToken: run.CancellationToken);
        return run.ShowChanged(response, response.HandOff);
    });
}
