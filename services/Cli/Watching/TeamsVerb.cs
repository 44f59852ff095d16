using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Watching;

/// <summary><c>teams</c></summary>
internal static class TeamsVerb
{
    private static readonly Option<string?> Country = Options.Text("--country", "CC", "Only of this country");
    private static readonly Option<HandOffRole?> Role = Options.OneOf<HandOffRole>("--role", "Only with this role");
    private static readonly Option<bool> Accepting = Options.Flag("--accepting", "Only those that take hand-offs now");

    public static Command Create() => Verb.Create("teams", "The team directory (officer, team, auditor, operator)", [Country, Role, Accepting, Paging.Limit], async run =>
    {
        var clients = await run.CallAsync();
        var all = new ListTeamsResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var request = new ListTeamsRequest { PageSize = size, PageToken = token, Country = run.Get(Country) ?? "", Role = run.Get(Role), Accepting = run.Get(Accepting) };
            var page = await clients.Teams.ListTeamsAsync(request, cancellationToken: run.CancellationToken);
            all.Teams.AddRange(page.Teams);
            all.NextPageToken = page.NextPageToken;
            return (page.Teams.Count, page.NextPageToken);
        });

        return run.Show(all, console =>
        {
            var table = Tables.Of("Team", "Name", "Countries", "Regions", "Roles", "Members", "Accepts", "Waiting");
            foreach (var team in all.Teams)
            {
                table.Row(
                    team.TeamId,
                    team.DisplayName,
                    string.Join(", ", team.Countries),
                    string.Join(", ", team.Regions),
                    team.Roles.Join(),
                    string.Join(", ", team.MemberAgencyIds),
                    team.Accepting ? "yes" : "no",
                    team.Waiting.Count());
            }

            console.WriteOr(table, "No teams under these filters.");
            Paging.WriteMore(console, all.NextPageToken);
        });
    });
}
