using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Routing.V1;

namespace Referrals.Cli.Handling;

/// <summary><c>holds</c></summary>
internal static class HoldsVerb
{
    private static readonly Option<string?> Case = Options.Text("--case", "NAME", "Only of this country case");
    private static readonly Option<bool> Released = Options.Flag("--released", "Released ones as well");

    public static Command Create() => Verb.Create("holds", "Agencies that reported what a team works on, and wait to be released (team, officer)", [Case, Released, Paging.Limit], async run =>
    {
        var clients = await run.CallAsync();
        var all = new ListDeconflictionsResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new ListDeconflictionsRequest { PageSize = size, PageToken = token, CountryCase = run.Get(Case) ?? "", WithReleased = run.Get(Released) };
            var page = await clients.Routing.ListDeconflictionsAsync(request, cancellationToken: run.CancellationToken);
            all.Deconflictions.AddRange(page.Deconflictions);
            all.NextPageToken = page.NextPageToken;
            return (page.Deconflictions.Count, page.NextPageToken);
        });

        return run.Show(all, console =>
        {
            var table = Tables.Of("Hold", "Country case", "Team", "Agency", "Referral", "State", "Release by");
            foreach (var hold in all.Deconflictions)
                table.Row(hold.DeconflictionId, hold.CountryCase, hold.TeamId, hold.AgencyId, hold.ReferralId, hold.State.Word(), Times.Words(hold.ReleaseBy));
            console.WriteOr(table, "Nobody is held.");
            Paging.WriteMore(console, all.NextPageToken);
        });
    });
}
