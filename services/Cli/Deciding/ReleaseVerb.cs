using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;

namespace Referrals.Cli.Deciding;

/// <summary><c>release ID</c></summary>
internal static class ReleaseVerb
{
    public static Command Create() => Verb.Create("release", "Give a claim up (officer)", [CaseVerb.Id], async run =>
    {
        var clients = await run.CallAsync();
        var name = await CountryCaseNames.ResolveAsync(clients.Triage, run.Get(CaseVerb.Id), run.CancellationToken);
        var claims = new HeldClaims(run.Data);
        var claim = claims.Find(run.Principal, name) ?? throw new UsageException($"no claim of {name} was taken with this data directory");
        var response = await clients.Triage.ReleaseAsync(
            new() { RequestId = run.RequestId(), CountryCase = name, ClaimToken = claim.Token }, cancellationToken: run.CancellationToken);
        claims.Forget(run.Principal, name);
        return run.Show(response, console => CaseView.Write(console, response.CountryCase));
    });
}
