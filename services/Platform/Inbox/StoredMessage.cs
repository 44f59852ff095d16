using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>An event that a consumer keeps because it cannot be applied yet.</summary>
public sealed record StoredMessage(IncomingEvent Incoming, string State, EventPosition? WaitsFor, string? Error, int Attempts, DateTimeOffset ReceivedAt)
{
    public const string Waiting = "waiting";
    public const string Parked = "parked";

    internal const string Columns =
        "id, state, type, service, stream, sequence, cause, audit_cause, occurred_at, trace_parent, payload, waits_service, waits_stream, waits_sequence, error, attempts, received_at";

    internal static StoredMessage Read(SqlRow row)
    {
        var type = row.Text(2);
        var incoming = new IncomingEvent(
            row.Id(0),
            type,
            new EventPosition(row.Text(3), row.Text(4), row.Number(5)),
            EventPosition.Parse(row.TextOrNull(6)),
            EventPosition.Parse(row.TextOrNull(7)),
            row.Time(8),
            row.TextOrNull(9),
            EventJson.Read(TypeOf(type), row.Text(10)))
        {
            ReceivedAt = row.Time(16),
        };
        var waits = row.TextOrNull(11) is { } service ? new EventPosition(service, row.Text(12), row.Number(13)) : null;
        return new StoredMessage(incoming, row.Text(1), waits, row.TextOrNull(14), (int)row.Number(15), row.Time(16));
    }

    internal object?[] Values() =>
    [
        Incoming.Id, State, Incoming.Type, Incoming.Position.Service, Incoming.Position.Stream, Incoming.Position.Sequence,
        Incoming.Cause?.ToString(), Incoming.AuditCause?.ToString(), Incoming.OccurredAt, Incoming.TraceParent, EventJson.Write(Incoming.Body),
        WaitsFor?.Service, WaitsFor?.Stream, WaitsFor?.Sequence, Error, Attempts, ReceivedAt,
    ];

    internal static Type TypeOf(string name) => name == typeof(AuditRecord).FullName
        ? typeof(AuditRecord)
        : Topology.EventTypes.GetValueOrDefault(name) ?? throw new InvalidOperationException($"unknown event type {name}");
}
