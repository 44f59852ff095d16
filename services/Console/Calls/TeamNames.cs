using Referrals.Routing.V1;

namespace Referrals.Console.Calls;

/// <summary>The directory of teams, read once for a page.</summary>
public sealed class TeamNames(ExchangeClients clients)
{
    private Task<IReadOnlyList<Team>>? teams;

    public Task<IReadOnlyList<Team>> AllAsync(CancellationToken cancellationToken) => teams ??= ReadAsync(cancellationToken);

    /// <summary>The team's name for people; its id where the directory does not know it.</summary>
    public async Task<string> OfAsync(string teamId, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(team => team.TeamId == teamId)?.DisplayName ?? teamId;

    private async Task<IReadOnlyList<Team>> ReadAsync(CancellationToken cancellationToken) =>
        (await clients.Teams.ListTeamsAsync(new ListTeamsRequest { PageSize = 1000 }, cancellationToken: cancellationToken)).Teams;
}
