using Referrals.Platform.Auditing;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Storage;

/// <summary>
/// One transaction of a service: its rows, the events it will publish and the audit records it will leave,
/// all of which are committed together or not at all.
/// </summary>
public sealed class Work<TDb>(TDb db, Sql sql, DateTimeOffset now)
    where TDb : ServiceDbContext
{
    internal List<PendingMessage> Pending { get; } = [];

    /// <summary>The rows.</summary>
    public TDb Db { get; } = db;

    /// <summary>Explicit SQL in the same transaction.</summary>
    public Sql Sql { get; } = sql;

    /// <summary>Business time at which the transaction began; every record of it carries this time.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What is being consumed, if anything; it becomes the cause of what is published.</summary>
    internal Causes Causes { get; set; } = Causes.None;

    /// <summary>Publishes an event in a stream of this service when the transaction commits.</summary>
    public void Publish(string stream, object @event) => Pending.Add(PendingMessage.Event(stream, @event, Causes));

    /// <summary>Leaves a record in the log when the transaction commits.</summary>
    public void Record(string stream, AuditEntry entry) => Pending.Add(PendingMessage.Audit(stream, entry, Causes));
}
