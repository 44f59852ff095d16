using System.Diagnostics;
using Referrals.Contracts;
using Referrals.Platform.Auditing;

namespace Referrals.Platform.Outbox;

/// <summary>A message of a transaction that has not committed; its sequence is given at the commit.</summary>
internal sealed record PendingMessage(string Channel, string Stream, object Body, Causes Causes, string? TraceParent)
{
    public const string EventChannel = "event";
    public const string AuditChannel = "audit";

    public bool IsAudit => Channel == AuditChannel;

    public string Type => IsAudit ? typeof(AuditRecord).FullName! : Body.GetType().FullName!;

    public static PendingMessage Event(string stream, object body, Causes causes)
    {
        if (!Topology.EventTypes.ContainsKey(body.GetType().FullName!))
            throw new ArgumentException($"{body.GetType().Name} is not an event of the exchange", nameof(body));
        return new PendingMessage(EventChannel, stream, body, causes, Activity.Current?.Id);
    }

    public static PendingMessage Audit(FirstRecord first, Causes causes) =>
        new(AuditChannel, first.Stream, first, causes, Activity.Current?.Id);

    public static PendingMessage Audit(string stream, AuditEntry entry, Causes causes) =>
        new(AuditChannel, stream, entry, causes, Activity.Current?.Id);
}
