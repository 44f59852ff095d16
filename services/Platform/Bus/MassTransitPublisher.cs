using System.Diagnostics;
using MassTransit;
using Referrals.Contracts;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Bus;

/// <summary>Publishes on RabbitMQ through MassTransit, confirmed and mandatory: what no queue takes is an error.</summary>
internal sealed class MassTransitPublisher(IBusControl bus) : IEventPublisher
{
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (bus.CheckHealth().Status == BusHealthStatus.Unhealthy)
            await Task.Delay(100, cancellationToken);
    }

    public async Task PublishAsync(string channel, IReadOnlyList<EventEnvelope> events)
    {
        var activities = events.Select(PlatformTelemetry.StartPublish).ToList();

        // Each event goes on in its own trace; the message that carries several belongs to none.
        Activity.Current = null;
        await bus.Publish(new EventBatch { Events = events }, context => Address(context, channel, events[0].Id), CancellationToken.None);
        foreach (var activity in activities)
            activity?.Dispose();
    }

    private static void Address(PublishContext<EventBatch> context, string channel, Guid id)
    {
        context.MessageId = id;
        if (!context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            return;
        rabbit.RoutingKey = channel;
        rabbit.Mandatory = true;
    }
}
