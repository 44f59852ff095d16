using System.CommandLine;
using Referrals.Cli.CommandLine;

namespace Referrals.Cli.Handling;

/// <summary><c>acknowledge ID --reference TEXT</c></summary>
internal static class AcknowledgeVerb
{
    private static readonly Option<string> Reference = Options.RequiredText("--reference", "TEXT", "Your team's own reference");

    public static Command Create() => Verb.Create("acknowledge", "Take a hand-off under your own reference (team)", [HandOffVerb.Id, Reference], async run =>
    {
        var clients = await run.CallAsync();
        var response = await clients.Routing.AcknowledgeAsync(
            new() { RequestId = run.RequestId(), HandOffId = run.Get(HandOffVerb.Id), TeamReference = run.Get(Reference)! }, cancellationToken: run.CancellationToken);
        return run.ShowChanged(response, response.HandOff);
    });
}
