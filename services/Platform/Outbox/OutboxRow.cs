namespace Referrals.Platform.Outbox;

/// <summary>An event as it is stored before it is sent.</summary>
internal sealed record OutboxRow(
    Guid Id,
    string Type,
    EventPosition Position,
    EventPosition? Cause,
    EventPosition? AuditCause,
    DateTimeOffset OccurredAt,
    string? TraceParent,
    string Payload);
