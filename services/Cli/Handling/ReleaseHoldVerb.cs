using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;

namespace Referrals.Cli.Handling;

/// <summary><c>release-hold ID</c></summary>
internal static class ReleaseHoldVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "The hold, dcn-…");

    public static Command Create() => Verb.Create("release-hold", "Let an agency act that reported what a team works on (team until the clock lapses, officer)", [Id], async run =>
    {
        var clients = await run.CallAsync();
        var response = await clients.Routing.ReleaseDeconflictionAsync(new() { RequestId = run.RequestId(), DeconflictionId = run.Get(Id) }, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Line($"{response.Deconfliction.AgencyId} may act on {response.Deconfliction.ReferralId}."));
    });
}
