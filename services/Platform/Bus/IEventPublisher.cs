using Referrals.Contracts;

namespace Referrals.Platform.Bus;

/// <summary>Puts events on the bus; completes when the bus has them safely.</summary>
public interface IEventPublisher
{
    Task WaitUntilReadyAsync(CancellationToken cancellationToken);

    /// <summary>Publishes events of one service, in their order, to whoever listens to <paramref name="channel"/>.</summary>
    Task PublishAsync(string channel, IReadOnlyList<EventEnvelope> events);
}
