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
    private static readonly Option<int> Count = new("--count") { Description = "With --next: how many to claim, 1 to 25", DefaultValueFactory = _ => 1 };

    public static Command Create() => Verb.Create("claim", "Claim a case to decide it (officer)", [Id, Next, Count, .. QueueFilters.All], async run =>
    {
        if (run.Get(Id) is null != run.Get(Next))
            throw new UsageException("give an ID, or --next");
        var clients = await run.CallAsync();
        var response = run.Get(Id) is { } given ? await OneAsync(run, clients.Triage, given) : await NextAsync(run, clients.Triage);
        var held = new HeldClaims(run.Data);
        var all = response.Further.Prepend(new() { Claim = response.Claim, CountryCase = response.CountryCase }).ToList();
        foreach (var claimed in all)
            held.Keep(run.Principal, claimed.CountryCase.Name, new HeldClaim(claimed.Claim.ClaimToken, claimed.CountryCase.Version));
        return run.Show(response, console =>
        {
            foreach (var claimed in all)
            {
                CaseView.Write(console, claimed.CountryCase);
                console.Line($"Yours until {Times.Words(claimed.Claim.LeaseUntil)}.");
            }
        });
    });

    private static async Task<ClaimNextResponse> OneAsync(Invocation run, TriageService.TriageServiceClient triage, string given)
    {
        var request = new ClaimRequest { RequestId = run.RequestId(), CountryCase = await CountryCaseNames.ResolveAsync(triage, given, run.CancellationToken) };
        var response = await triage.ClaimAsync(request, cancellationToken: run.CancellationToken);
        return new ClaimNextResponse { Claim = response.Claim, CountryCase = response.CountryCase };
    }

    private static async Task<ClaimNextResponse> NextAsync(Invocation run, TriageService.TriageServiceClient triage)
    {
        var request = new ClaimNextRequest { RequestId = run.RequestId(), Filter = QueueFilters.Read(run), Order = run.Get(QueueFilters.Order), Count = run.Get(Count) };
        return await triage.ClaimNextAsync(request, cancellationToken: run.CancellationToken);
    }
}
