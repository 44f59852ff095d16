using Referrals.Platform.Outbox;

namespace Referrals.Platform.Inbox;

/// <summary>An event as it reaches a consumer, from whichever bus.</summary>
public sealed record IncomingEvent(
    Guid Id,
    string Type,
    EventPosition Position,
    EventPosition? Cause,
    EventPosition? AuditCause,
    DateTimeOffset OccurredAt,
    string? TraceParent,
    object Body)
{
    /// <summary>Business time at which this consumer received it first.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}
