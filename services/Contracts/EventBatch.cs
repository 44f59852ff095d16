using System.Text.Json;

namespace Referrals.Contracts;

/// <summary>
/// What travels on the bus: events of one service, in the order in which it published them. A message for each event would
/// cost more than the event; the consumer takes each event for itself, whatever others it came with.
/// </summary>
public sealed record EventBatch
{
    /// <summary>The events, at least one.</summary>
    public required IReadOnlyList<EventEnvelope> Events { get; init; }
}

/// <summary>An event on its way, with its place in its stream.</summary>
public sealed record EventEnvelope
{
    /// <summary>The event's own id, a version 7 UUID; the same each time that it is sent.</summary>
    public required Guid Id { get; init; }

    /// <summary>Wire name of its type, for example <c>Referrals.Contracts.ReferralReceived</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Service, stream and number in it.</summary>
    public required string Position { get; init; }

    /// <summary>The event that it was published in consequence of; null after a command.</summary>
    public string? Cause { get; init; }

    /// <summary>The record of the log that must be there before what it leads to; null for none.</summary>
    public string? AuditCause { get; init; }

    /// <summary>When, on the business clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>W3C trace context of the transaction that published it; null without one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The event in JSON.</summary>
    public required JsonElement Body { get; init; }
}
