using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Console.Calls;
using Referrals.Contracts;
using Referrals.Operations.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>Asks every service at once how it does. One that does not answer keeps nothing of the others from being shown.</summary>
public sealed class OperationsReader(ExchangeClients clients, ServiceSightings sightings, TimeProvider time)
{
    /// <summary>How many events or promises of a service are listed.</summary>
    public const int MostListed = 100;

    public async Task<OperationsView> ReadAsync(HeldFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var services = Task.WhenAll(Topology.Services.Select(service => HealthAsync(service, filter, now, cancellationToken)));
        var queue = ReadAsync("queue", now, async () => await clients.Triage.CountQueueAsync(new CountQueueRequest(), cancellationToken: cancellationToken));
        var log = ReadAsync("log", now, () => LogAsync(cancellationToken));
        var teams = ReadAsync("teams", now, () => CountAsync(StatisticsDimension.Team, OperationsView.SinceLongAgo(now), cancellationToken));
        var months = ReadAsync("months", now, () => CountAsync(StatisticsDimension.Month, "", cancellationToken));
        return new OperationsView { Now = now, Services = await services, Queue = await queue, Log = await log, Teams = await teams, Months = await months };
    }

    private async Task<ServiceHealth> HealthAsync(string service, HeldFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var operations = clients.Operations(service);
        var backlog = ReadAsync(service, now, async () =>
            (await operations.GetBacklogAsync(new GetBacklogRequest { Service = service }, cancellationToken: cancellationToken)).Services.FirstOrDefault() ?? new ServiceBacklog { Service = service });
        var held = !filter.LetsThrough(service)
            ? Task.FromResult(new Reading<IReadOnlyList<HeldEvent>>([], null))
            : ReadAsync<IReadOnlyList<HeldEvent>>($"{service} held", now, async () =>
                (await operations.ListParkedAsync(new ListParkedRequest { Service = service, State = filter.State, PageSize = MostListed }, cancellationToken: cancellationToken)).Events);
        var late = ReadAsync<IReadOnlyList<LatePromise>>($"{service} late", now, async () =>
            (await operations.ListLatePromisesAsync(new ListLatePromisesRequest { Service = service, PageSize = MostListed }, cancellationToken: cancellationToken)).Promises);
        return new ServiceHealth(service, await backlog, await held, await late);
    }

    private async Task<GetCheckpointResponse> LogAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await clients.Audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return new GetCheckpointResponse();
        }
    }

    private async Task<GetStatisticsResponse> CountAsync(StatisticsDimension by, string fromMonth, CancellationToken cancellationToken) =>
        await clients.Routing.GetStatisticsAsync(new GetStatisticsRequest { GroupBy = { by }, FromMonth = fromMonth }, cancellationToken: cancellationToken);

    private async Task<Reading<T>> ReadAsync<T>(string source, DateTimeOffset now, Func<Task<T>> call)
        where T : class
    {
        try
        {
            var value = await call();
            sightings.Answered(source);
            return new Reading<T>(value, null);
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Unauthenticated)
        {
            return new Reading<T>(null, sightings.Missed(source, now));
        }
    }
}
