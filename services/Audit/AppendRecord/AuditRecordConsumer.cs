using Referrals.Audit.IntegrateLeaves;
using Referrals.Contracts;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Audit.AppendRecord;

/// <summary>Takes the records of all services, each stream in order and each record after its cause, and appends a batch at once.</summary>
internal sealed class AuditRecordConsumer(Wake integrator) : IEventConsumer<AuditDbContext, AuditRecord>, IBatchCompletion<AuditDbContext>
{
    private readonly List<LogEntry> entries = [];
    private Work<AuditDbContext>? transaction;

    public Task ConsumeAsync(AuditRecord @event, EventContext<AuditDbContext> context, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(transaction, context.Work))
        {
            // A transaction that is tried again starts from nothing.
            entries.Clear();
            transaction = context.Work;
        }

        entries.Add(LogEntry.Read(@event.Body, context.Incoming.Position));
        return Task.CompletedTask;
    }

    public async Task CompleteAsync(Work<AuditDbContext> work, CancellationToken cancellationToken)
    {
        await LogAppender.AppendAsync(work, entries, cancellationToken);

        // Before the commit: an integrator that looks too early looks again a little later.
        integrator.Up();
    }
}
