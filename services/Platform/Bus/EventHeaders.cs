using MassTransit;
using Referrals.Platform.Inbox;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Bus;

/// <summary>Where an event's place in its stream rides on the bus: in headers, beside the typed message.</summary>
internal static class EventHeaders
{
    private const string Position = "referrals-position";
    private const string Cause = "referrals-cause";
    private const string AuditCause = "referrals-audit-cause";
    private const string OccurredAt = "referrals-occurred-at";
    private const string TraceParent = "referrals-traceparent";

    public static void Write(PublishContext context, IncomingEvent message)
    {
        context.MessageId = message.Id;
        context.Mandatory(true);
        context.Headers.Set(Position, message.Position.ToString());
        context.Headers.Set(OccurredAt, message.OccurredAt.ToString("O"));
        if (message.Cause is not null)
            context.Headers.Set(Cause, message.Cause.ToString());
        if (message.AuditCause is not null)
            context.Headers.Set(AuditCause, message.AuditCause.ToString());
        if (message.TraceParent is not null)
            context.Headers.Set(TraceParent, message.TraceParent);
    }

    public static IncomingEvent Read<TEvent>(ConsumeContext<TEvent> context)
        where TEvent : class =>
        new(
            context.MessageId ?? throw new FormatException("a message has an id"),
            typeof(TEvent).FullName!,
            EventPosition.Parse(context.Headers.Get<string>(Position)) ?? throw new FormatException("a message has a position"),
            EventPosition.Parse(context.Headers.Get<string>(Cause)),
            EventPosition.Parse(context.Headers.Get<string>(AuditCause)),
            DateTimeOffset.Parse(context.Headers.Get<string>(OccurredAt)!, System.Globalization.CultureInfo.InvariantCulture),
            context.Headers.Get<string>(TraceParent),
            context.Message);

    private static void Mandatory(this PublishContext context, bool value)
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            rabbit.Mandatory = value;
    }
}
