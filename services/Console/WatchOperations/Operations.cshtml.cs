using Microsoft.AspNetCore.Mvc;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Contracts;
using Referrals.Operations.V1;
using Referrals.Routing.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>What is stuck, late or undelivered in each service, and trying it again.</summary>
[ForRole(Role.Operator)]
public sealed class OperationsModel(ExchangeClients clients, ServiceSightings sightings, TeamNames teams, TimeProvider time, Texts texts) : ConsolePage(clients, texts)
{
    private const int MostListed = 100;

    public IReadOnlyList<ServiceHealth> Services { get; private set; } = [];

    public IReadOnlyList<HeldEvent> Held { get; private set; } = [];

    public IReadOnlyList<LatePromise> Late { get; private set; } = [];

    /// <summary>The log's newest checkpoint; null while there is none, or while the log does not answer.</summary>
    public Checkpoint? Checkpoint { get; private set; }

    /// <summary>Hand-offs by team, those with overdue feedback first; null while routing does not answer.</summary>
    public IReadOnlyList<StatisticsRow>? Teams { get; private set; }

    /// <summary>Hand-offs of this month and the last; null while routing does not answer.</summary>
    public IReadOnlyList<StatisticsRow>? Months { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>How many were set going again just now; null when none were.</summary>
    public int? Redriven { get; private set; }

    public string RequestId { get; private set; } = NewRequestId();

    public Task OnGetAsync(int? redriven)
    {
        Redriven = redriven;
        return LoadAsync();
    }

    /// <summary>Tries one event of a service again, or all of them where none is named.</summary>
    public async Task<IActionResult> OnPostRedriveAsync(string requestId, string service, string? id)
    {
        if (!Topology.Services.Contains(service))
            return NotFound();
        var request = new RedriveRequest { RequestId = requestId, All = string.IsNullOrEmpty(id), Service = string.IsNullOrEmpty(id) ? service : "" };
        if (!string.IsNullOrEmpty(id))
            request.HeldIds.Add(id);
        var redriven = 0;
        var trouble = await TryAsync(async () => redriven = (await Clients.Operations(service).RedriveAsync(request, cancellationToken: Stop)).Redriven);
        if (trouble is null)
            return Redirect($"/operations?redriven={redriven}");
        await LoadAsync();
        if (trouble.IsUnknown)
            RequestId = requestId;
        Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
        return Page();
    }

    public async Task<string> TeamAsync(string id) => await teams.OfAsync(id, Stop);

    private async Task LoadAsync()
    {
        Now = time.GetUtcNow();
        var services = Task.WhenAll(Topology.Services.Select(HealthAsync));
        var held = Task.WhenAll(Topology.Services.Select(HeldAsync));
        var late = Task.WhenAll(Topology.Services.Select(LateAsync));
        await Task.WhenAll(
            services,
            held,
            late,
            TryAsync(async () => Checkpoint = (await Clients.Audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: Stop)).Checkpoint),
            TryAsync(async () => Teams = await CountAsync(StatisticsDimension.Team)),
            TryAsync(async () => Months = await CountAsync(StatisticsDimension.Month)));
        Services = await services;
        Held = [.. (await held).SelectMany(events => events)];
        Late = [.. (await late).SelectMany(promises => promises)];
    }

    private async Task<ServiceHealth> HealthAsync(string service)
    {
        ServiceBacklog? backlog = null;
        var trouble = await TryAsync(async () => backlog = (await Clients.Operations(service).GetBacklogAsync(new GetBacklogRequest { Service = service }, cancellationToken: Stop)).Services.FirstOrDefault());
        if (trouble is not null)
            return new ServiceHealth(service, null, sightings.Missed(service, Now));
        sightings.Answered(service);
        return new ServiceHealth(service, backlog ?? new ServiceBacklog { Service = service }, null);
    }

    private async Task<IReadOnlyList<HeldEvent>> HeldAsync(string service)
    {
        IReadOnlyList<HeldEvent> held = [];
        await TryAsync(async () => held = (await Clients.Operations(service).ListParkedAsync(new ListParkedRequest { Service = service, PageSize = MostListed }, cancellationToken: Stop)).Events);
        return held;
    }

    private async Task<IReadOnlyList<LatePromise>> LateAsync(string service)
    {
        IReadOnlyList<LatePromise> late = [];
        await TryAsync(async () => late = (await Clients.Operations(service).ListLatePromisesAsync(new ListLatePromisesRequest { Service = service, PageSize = MostListed }, cancellationToken: Stop)).Promises);
        return late;
    }

    private async Task<IReadOnlyList<StatisticsRow>> CountAsync(StatisticsDimension by) =>
        (await Clients.Routing.GetStatisticsAsync(new GetStatisticsRequest { GroupBy = { by } }, cancellationToken: Stop)).Rows;
}
