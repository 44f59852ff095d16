using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Referrals.Platform.Clocks;
using Referrals.Platform.Hosting;

namespace Referrals.Platform.Telemetry;

/// <summary>What is stuck, as gauges: depth and oldest age of outbox, waiting, parked and late promises, by service.</summary>
internal sealed class BacklogMetrics : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly IEnumerable<IServiceHost> services;
    private readonly BusinessClock clock;
    private readonly TimeProvider time;
    private volatile IReadOnlyList<(string Service, Backlog Backlog)> latest = [];

    public BacklogMetrics(IEnumerable<IServiceHost> services, BusinessClock clock, TimeProvider time)
    {
        this.services = services;
        this.clock = clock;
        this.time = time;
        Gauge("referrals.outbox.depth", "{event}", "Committed events not yet on the bus", backlog => backlog.Outbox);
        Gauge("referrals.outbox.oldest_age", "s", "Age of the oldest of them", backlog => Age(backlog.OldestOutbox));
        Gauge("referrals.outbox.on_bus", "{event}", "Events on the bus that those who listen are not all known to have", backlog => backlog.OnBus);
        Gauge("referrals.outbox.on_bus_age", "s", "How long ago the bus confirmed the oldest of them", backlog => Age(backlog.OldestOnBus, time.GetUtcNow()));
        Gauge("referrals.inbox.waiting_now", "{event}", "Events that wait for what they follow", backlog => backlog.Waiting);
        Gauge("referrals.inbox.parked_now", "{event}", "Events that keep failing and wait for an operator", backlog => backlog.Parked);
        Gauge("referrals.inbox.oldest_age", "s", "Age of the oldest waiting or parked event", backlog => Age(backlog.OldestStored));
        Gauge("referrals.promises.late", "{stream}", "Streams with records that should be in the log and are not; an alarm", backlog => backlog.LatePromises);
        Gauge("referrals.promises.oldest_age", "s", "Age of the oldest record that is not known to be in the log", backlog => Age(backlog.OldestUnconfirmed, time.GetUtcNow()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ReadAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = new List<(string, Backlog)>();
            foreach (var service in services)
                read.Add((service.Name, await service.GetBacklogAsync(cancellationToken)));
            latest = read;
        }
        catch (Exception exception) when (Unavailability.Is(exception))
        {
            // An old figure would look like a current one.
            latest = [];
        }
    }

    private void Gauge(string name, string unit, string description, Func<Backlog, double> value) =>
        PlatformTelemetry.PlatformMeter.CreateObservableGauge(
            name,
            () => latest.Select(entry => new Measurement<double>(value(entry.Backlog), new KeyValuePair<string, object?>("service", entry.Service))),
            unit,
            description);

    private double Age(DateTimeOffset? since) => Age(since, clock.Now);

    private static double Age(DateTimeOffset? since, DateTimeOffset now) => since is { } from ? Math.Max(0, (now - from).TotalSeconds) : 0;
}
