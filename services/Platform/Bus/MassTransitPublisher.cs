using System.Diagnostics;
using MassTransit;
using Referrals.Platform.Inbox;
using Referrals.Platform.Telemetry;

namespace Referrals.Platform.Bus;

/// <summary>Publishes on RabbitMQ through MassTransit, confirmed and mandatory: an event that no queue takes is an error.</summary>
internal sealed class MassTransitPublisher(IBusControl bus) : IEventPublisher
{
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (bus.CheckHealth().Status == BusHealthStatus.Unhealthy)
            await Task.Delay(100, cancellationToken);
    }

    public async Task PublishAsync(IncomingEvent message)
    {
        using var activity = PlatformTelemetry.StartPublish(message);
        await bus.Publish(message.Body, message.Body.GetType(), Pipe.Execute<PublishContext>(context => EventHeaders.Write(context, message)), CancellationToken.None);
    }
}
