using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Clocks;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Policies;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing.TeamDirectory;

/// <summary>The teams that the policy in force names.</summary>
internal sealed class TeamDirectoryGrpcService(PolicyCatalog policies, Store<RoutingDbContext> store, BusinessClock clock)
    : V1.TeamDirectoryService.TeamDirectoryServiceBase
{
    public override async Task<V1.ListTeamsResponse> ListTeams(V1.ListTeamsRequest request, ServerCallContext context)
    {
        var size = PageSizes.Of(request.PageSize, 100);
        var skip = PageToken.Read(request.PageToken);
        var teams = policies.InForce(clock.Now).Teams.Values
            .Where(team => request.Country.Length == 0 || team.Countries.Contains(request.Country))
            .Where(team => request.Role == HandOffRole.Unspecified || team.Roles.Contains(request.Role))
            .Where(team => !request.Accepting || team.Accepting)
            .OrderBy(team => team.Id, StringComparer.Ordinal)
            .Skip(skip)
            .Take(size + 1)
            .ToList();
        var response = new V1.ListTeamsResponse { NextPageToken = teams.Count > size ? PageToken.Write(skip + size) : "" };
        response.Teams.AddRange(await ShowAsync([.. teams.Take(size)], context));
        return response;
    }

    public override async Task<V1.GetTeamResponse> GetTeam(V1.GetTeamRequest request, ServerCallContext context)
    {
        var team = policies.InForce(clock.Now).Team(request.TeamId) ?? throw new RefusedException(Refusal.NotFound("team"));
        return new V1.GetTeamResponse { Team = (await ShowAsync([team], context))[0] };
    }

    private async Task<List<V1.Team>> ShowAsync(IReadOnlyList<PolicyTeam> teams, ServerCallContext context)
    {
        var waiting = context.GetPrincipal().Role is Role.Officer or Role.Operator ? await WaitingAsync(context.CancellationToken) : [];
        return [.. teams.Select(team => Show(team, waiting.GetValueOrDefault(team.Id)))];
    }

    private Task<Dictionary<string, int>> WaitingAsync(CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => db.HandOffs
            .Where(handOff => handOff.State == HandOffState.Offered)
            .GroupBy(handOff => handOff.TeamId)
            .Select(team => new { team.Key, Count = team.Count() })
            .ToDictionaryAsync(team => team.Key, team => team.Count, token),
        cancellationToken);

    private static V1.Team Show(PolicyTeam team, int waiting) => new()
    {
        TeamId = team.Id,
        DisplayName = team.Name,
        Countries = { team.Countries },
        Regions = { team.Regions },
        Roles = { team.Roles },
        MemberAgencyIds = { team.Members.Select(member => member.Agency) },
        IncidentTypes = { team.IncidentTypes },
        ChildGenders = { team.ChildGenders },
        Accepting = team.Accepting,
        Contact = team.Contact,
        Waiting = waiting,
        AcknowledgementTimes = { team.AcknowledgeWithin.Select(time => new V1.AcknowledgementTime { Priority = time.Key, Within = time.Value.ToDuration() }) },
    };
}
