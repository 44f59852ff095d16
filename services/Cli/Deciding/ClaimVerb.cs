using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Triage.V1;

namespace Referrals.Cli.Deciding;

/// <summary><c>claim ID|--next</c></summary>
internal static class ClaimVerb
{
    private static readonly Argument<string?> Id = new("ID") { Description = "The country case; or --next", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Next = Options.Flag("--next", "Claim the free case that is due first, under the filters of the queue");

    public static Command Create() => Verb.Create("claim", "Claim a case to decide it (officer)", [Id, Next, .. QueueFilters.All], async run =>
    {
        if (run.Get(Id) is null != run.Get(Next))
            throw new UsageException("give an ID, or --next");
        var clients = await run.CallAsync();
        var response = run.Get(Id) is { } given
            ? await clients.Triage.ClaimAsync(
                new() { RequestId = run.RequestId(), CountryCase = await CountryCaseNames.ResolveAsync(clients.Triage, given, run.CancellationToken) },
                cancellationToken: run.CancellationToken)
            : await NextAsync(run, clients.Triage);
        new HeldClaims(run.Data).Keep(run.Principal, response.CountryCase.Name, new HeldClaim(response.Claim.ClaimToken, response.CountryCase.Version));
        return run.Show(response, console =>
        {
            CaseView.Write(console, response.CountryCase);
            console.Line($"Yours until {Times.Words(response.Claim.LeaseUntil)}.");
        });
    });

    private static async Task<ClaimResponse> NextAsync(Invocation run, TriageService.TriageServiceClient triage)
    {
        var request = new ClaimNextRequest { RequestId = run.RequestId(), Filter = QueueFilters.Read(run), Order = run.Get(QueueFilters.Order) };
        var response = await triage.ClaimNextAsync(request, cancellationToken: run.CancellationToken);
        return new ClaimResponse { Claim = response.Claim, CountryCase = response.CountryCase };
    }
}
