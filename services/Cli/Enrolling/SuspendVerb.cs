using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Identity.V1;

namespace Referrals.Cli.Enrolling;

/// <summary><c>agency suspend ID [--lift]</c></summary>
internal static class SuspendVerb
{
    private const string Operator = "operator";
    private static readonly Argument<string> Agency = Options.Id("ID", "The agency's id, or the name of any principal");
    private static readonly Option<bool> Lift = Options.Flag("--lift", "Lift the suspension");

    public static Command Create() => Verb.Create("suspend", "Refuse everything it calls with, on open connections and streams too", [Agency, Lift], async run =>
    {
        var clients = await run.CallAsync(Operator);
        var request = new SuspendRequest { RequestId = run.RequestId(), Principal = AgencyVerb.NameOf(run.Get(Agency)), Lift = run.Get(Lift) };
        var response = await clients.Identity.SuspendAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Line($"{response.Principal.Name} {(response.Principal.Suspended ? "is suspended" : "may call again")}."));
    });
}
