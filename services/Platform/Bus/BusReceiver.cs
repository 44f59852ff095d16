using MassTransit;
using Referrals.Contracts;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Bus;

/// <summary>Hands the events of a message to the inbox of its service; MassTransit acknowledges the message when all are kept.</summary>
internal sealed class BusReceiver(IInbox inbox) : IConsumer<EventBatch>
{
    public Task Consume(ConsumeContext<EventBatch> context)
    {
        var events = context.Message.Events.Select(EventEnvelopes.ToIncoming).ToList();
        return Task.WhenAll(events.Select(incoming => inbox.ReceiveAsync(incoming, context.CancellationToken)));
    }
}
