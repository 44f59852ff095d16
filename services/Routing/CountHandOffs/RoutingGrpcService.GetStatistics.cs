using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.CountHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    private static readonly V1.StatisticsDimension[] AllDimensions =
        [V1.StatisticsDimension.Country, V1.StatisticsDimension.Team, V1.StatisticsDimension.Month, V1.StatisticsDimension.Outcome];

    public override async Task<V1.GetStatisticsResponse> GetStatistics(V1.GetStatisticsRequest request, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var now = clock.Now;
        var period = StatisticsPeriod.Read(request.FromMonth, request.ToMonth, now).OrThrow();
        for (var i = 0; i < request.GroupBy.Count; i++)
        {
            if (request.GroupBy[i] == V1.StatisticsDimension.Unspecified)
                throw new RefusedException(Refusal.Invalid($"groupBy[{i}]", "must be a dimension", "REQUIRED"));
        }

        var teams = TeamsFor(principal, [.. request.TeamIds]);
        string[] countries = [.. request.Countries];
        var counted = await store.ReadAsync((db, token) => ReadCountedAsync(db, period, countries, teams, now, token), context.CancellationToken);
        var response = new V1.GetStatisticsResponse { AsOf = now.ToTimestamp() };
        response.Rows.AddRange(StatisticsRules.Count(counted, (request.GroupBy.Count > 0 ? request.GroupBy : AllDimensions.AsEnumerable()).ToHashSet()));
        return response;
    }

    /// <summary>A team's member asks for its own team only.</summary>
    private static string[] TeamsFor(Principal principal, string[] asked)
    {
        if (principal.Role != Role.Team)
            return asked;
        return asked.All(team => team == principal.Team) ? [principal.Team!] : throw new RefusedException(Refusal.Denied("team"));
    }

    private static Task<List<CountedHandOff>> ReadCountedAsync(
        RoutingDbContext db, StatisticsPeriod period, string[] countries, string[] teams, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, before) = period;
        var handOffs = db.HandOffs.Where(handOff => handOff.OfferedAt >= from && handOff.OfferedAt < before);
        if (countries.Length > 0)
            handOffs = handOffs.Where(handOff => countries.Contains(handOff.Country));
        if (teams.Length > 0)
            handOffs = handOffs.Where(handOff => teams.Contains(handOff.TeamId));
        return handOffs
            .Join(db.CountryCases, handOff => handOff.CountryCase, row => row.CountryCase, (handOff, row) => new CountedHandOff
            {
                CountryCase = handOff.CountryCase,
                Country = handOff.Country,
                TeamId = handOff.TeamId,
                State = handOff.State,
                OfferedAt = handOff.OfferedAt,
                AcknowledgedAt = handOff.AcknowledgedAt,
                Outcome = handOff.Outcome,
                Safeguarded = handOff.Safeguarded,
                Arrested = handOff.Arrested,
                FeedbackGiven = handOff.FeedbackGiven,
                FeedbackOverdue = handOff.FeedbackOverdue || handOff.FeedbackDueAt <= now,
                OpenedAt = row.OpenedAt,
                AcceptedAt = row.AcceptedAt,
            })
            .ToListAsync(cancellationToken);
    }
}
