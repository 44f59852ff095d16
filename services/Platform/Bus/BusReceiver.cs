using MassTransit;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Bus;

/// <summary>Hands a message to the inbox of its service; MassTransit acknowledges it when that completes.</summary>
internal sealed class BusReceiver<TEvent>(IInbox inbox) : IConsumer<TEvent>
    where TEvent : class
{
    public Task Consume(ConsumeContext<TEvent> context) => inbox.ReceiveAsync(EventHeaders.Read(context), context.CancellationToken);
}
