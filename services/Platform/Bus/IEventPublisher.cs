using Referrals.Platform.Inbox;

namespace Referrals.Platform.Bus;

/// <summary>Puts an event on the bus; completes when the bus has it safely.</summary>
public interface IEventPublisher
{
    Task WaitUntilReadyAsync(CancellationToken cancellationToken);

    Task PublishAsync(IncomingEvent message);
}
