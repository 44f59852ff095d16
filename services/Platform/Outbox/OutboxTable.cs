using System.Text.Json;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Outbox;

/// <summary>How a stored event is read back.</summary>
internal static class OutboxTable
{
    private static readonly string[] Names = ["position", "id", "type", "stream", "sequence", "cause", "audit_cause", "occurred_at", "trace_parent", "payload"];

    public static string Columns(string alias) => string.Join(", ", Names.Select(name => $"{alias}.{name}"));

    /// <summary>The event as it travels: its body stays as it was written.</summary>
    public static (long Position, EventEnvelope Envelope) ReadEnvelope(SqlRow row, string service) => (row.Number(0), new EventEnvelope
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

    /// <summary>The event as a consumer of the same process takes it.</summary>
    public static (long Position, IncomingEvent Event) Read(SqlRow row, string service)
    {
        var type = row.Text(2);
        return (row.Number(0), new IncomingEvent(
            row.Id(1),
            type,
            new EventPosition(service, row.Text(3), row.Number(4)),
            EventPosition.Parse(row.TextOrNull(5)),
            EventPosition.Parse(row.TextOrNull(6)),
            row.Time(7),
            row.TextOrNull(8),
            EventJson.Read(StoredMessage.TypeOf(type), row.Text(9))));
    }
}
