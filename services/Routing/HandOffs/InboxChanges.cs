using Referrals.Platform.Storage;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>Numbers the changes of each team's inbox, so that a watch can go on from one.</summary>
internal static class InboxChanges
{
    /// <summary>
    /// The next numbers of the teams of these hand-offs. A team's number is locked until the commit: numbers become visible
    /// in their order. Teams are taken in one order everywhere, so that two transactions do not wait for each other.
    /// </summary>
    public static async Task NumberAsync(Sql sql, IReadOnlyCollection<HandOffRow> changed, CancellationToken cancellationToken)
    {
        var teams = changed.GroupBy(handOff => handOff.TeamId).OrderBy(team => team.Key, StringComparer.Ordinal).ToList();
        var last = await sql.QueryAsync(
            $"""
            insert into team_changes (team_id, number) values {Sql.Rows(teams.Count, 2)}
            on conflict (team_id) do update set number = team_changes.number + excluded.number
            returning team_id, number
            """,
            [.. teams.SelectMany(team => new object?[] { team.Key, (long)team.Count() })],
            row => (Team: row.Text(0), Number: row.Number(1)),
            cancellationToken);
        foreach (var team in teams)
        {
            var number = last.Single(row => row.Team == team.Key).Number - team.Count();
            foreach (var handOff in team)
                handOff.ChangeNumber = ++number;
        }
    }
}
