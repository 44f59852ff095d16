using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>
/// Applies one type of event. It is called once for each event, in the order of the event's stream, in the transaction
/// that marks the event as applied; what it throws rolls both back. An expected case is handled, not thrown.
/// </summary>
public interface IEventConsumer<TDb, in TEvent>
    where TDb : ServiceDbContext
    where TEvent : class
{
    Task ConsumeAsync(TEvent @event, EventContext<TDb> context, CancellationToken cancellationToken);
}
