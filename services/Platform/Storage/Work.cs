using Referrals.Platform.Auditing;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Storage;

/// <summary>
/// One transaction of a service: its rows, the events it will publish and the audit records it will leave,
/// all of which are committed together or not at all.
/// </summary>
public sealed class Work<TDb>
    where TDb : ServiceDbContext
{
    private readonly OutboxWriter<TDb> outbox;
    private IReadOnlyList<FinishedRecord>? finished;

    internal Work(TDb db, Sql sql, DateTimeOffset now, OutboxWriter<TDb> outbox)
    {
        (Db, Sql, Now) = (db, sql, now);
        this.outbox = outbox;
    }

    internal List<PendingMessage> Pending { get; } = [];

    internal StreamHeads Heads { get; } = new();

    /// <summary>The rows.</summary>
    public TDb Db { get; }

    /// <summary>Explicit SQL in the same transaction.</summary>
    public Sql Sql { get; }

    /// <summary>Business time at which the transaction began; every record of it carries this time.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>What the answer of the command that runs is about; it is not remembered any longer once that is erased.</summary>
    public string? AnswerIsAbout { get; set; }

    /// <summary>What is being consumed, if anything; it becomes the cause of what is published.</summary>
    internal Causes Causes { get; set; } = Causes.None;

    /// <summary>The record of what is being consumed, which the log must hold before any of this transaction; null in a command.</summary>
    public EventPosition? Heard => Causes.Audit;

    /// <summary>
    /// In a command: what is recorded from here on answers something that another service has recorded, and stands after that in
    /// the log, whichever of the two arrives there first.
    /// </summary>
    public void Follow(EventPosition? record) => Causes = new Causes(Causes.Event, record);

    /// <summary>Says that this transaction begins a stream, so that nobody is asked how far it has come; it fails should the stream be there.</summary>
    public void Begin(string stream) => Heads.Begin(stream);

    /// <summary>
    /// Says that this transaction will likely add to streams that are there: they are locked, and asked how far they have come, with the next
    /// statement, and not when all the rest is written.
    /// </summary>
    public void Continue(IReadOnlyCollection<string> streams) => Heads.LockLater(Sql, streams);

    /// <summary>Publishes an event in a stream of this service when the transaction commits.</summary>
    public void Publish(string stream, object @event) => Add(PendingMessage.Event(stream, @event, Causes));

    /// <summary>Leaves a record in the log when the transaction commits.</summary>
    public void Record(string stream, AuditEntry entry) => Add(PendingMessage.Audit(stream, entry, Causes));

    /// <summary>Leaves a record that was prepared by <see cref="First"/>.</summary>
    public void Record(FirstRecord first) => Add(PendingMessage.Audit(first, Causes));

    /// <summary>Prepares the record that a new stream will begin with; nothing is left in the log by this alone.</summary>
    public FirstRecord First(string stream, AuditEntry entry) => new(stream, entry, outbox.WriteFirst(stream, entry, Now));

    /// <summary>Saves the rows and writes what is published and recorded, at the latest with the commit; after it nothing more may be. The records, finished, in their order.</summary>
    internal async Task<IReadOnlyList<FinishedRecord>> FinishAsync(CancellationToken cancellationToken)
    {
        if (finished is not null)
            return finished;
        if (Db.ChangeTracker.HasChanges())
            await Db.SaveChangesAsync(cancellationToken);
        return finished = await outbox.WriteAsync(this, cancellationToken);
    }

    private void Add(PendingMessage message)
    {
        if (finished is not null)
            throw new InvalidOperationException("the transaction's messages are written already");
        Pending.Add(message);
    }
}
