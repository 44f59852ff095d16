using System.Text.Json;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Bus;

/// <summary>From a row of the outbox to what travels, and from that to what a consumer takes.</summary>
internal static class EventEnvelopes
{
    /// <summary>Reads the columns of <see cref="OutboxTable"/>; the event stays as it was written.</summary>
    public static (long Position, EventEnvelope Envelope) Read(SqlRow row, string service) => (row.Number(0), new EventEnvelope
    {
        Id = row.Id(1),
        Type = row.Text(2),
        Position = new EventPosition(service, row.Text(3), row.Number(4)).ToString(),
        Cause = row.TextOrNull(5),
        AuditCause = row.TextOrNull(6),
        OccurredAt = row.Time(7),
        TraceParent = row.TextOrNull(8),
        Body = JsonSerializer.Deserialize<JsonElement>(row.Text(9)),
    });

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
