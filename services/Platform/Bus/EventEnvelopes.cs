using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Bus;

/// <summary>From what travels to what a consumer takes.</summary>
internal static class EventEnvelopes
{
    public static IncomingEvent ToIncoming(this EventEnvelope envelope) => new(
        envelope.Id,
        envelope.Type,
        EventPosition.Parse(envelope.Position) ?? throw new FormatException("an event has a position"),
        EventPosition.Parse(envelope.Cause),
        EventPosition.Parse(envelope.AuditCause),
        envelope.OccurredAt,
        envelope.TraceParent,
        EventJson.Read(StoredMessage.TypeOf(envelope.Type), envelope.Body));
}
