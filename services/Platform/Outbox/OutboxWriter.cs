using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Outbox;

/// <summary>
/// Writes what a transaction publishes: takes the next sequences of each stream (which locks the stream until the
/// commit) and inserts the rows, in as few statements as there are kinds of row.
/// </summary>
public sealed class OutboxWriter<TDb>(ServiceName<TDb> service, EmbeddedBus embedded, TimeProvider time)
    where TDb : ServiceDbContext
{
    /// <summary>Writes it; the records of it as the log will hold them.</summary>
    internal async Task<IReadOnlyList<FinishedRecord>> WriteAsync(Work<TDb> work, CancellationToken cancellationToken)
    {
        if (work.Pending.Count == 0)
            return [];

        var sequences = await work.Heads.AdvanceAsync(work.Sql, work.Pending, time.GetUtcNow(), cancellationToken);
        var records = new List<FinishedRecord>();
        var rows = Number(work, sequences, records);
        await InsertAsync(work.Sql, rows, cancellationToken);
        return records;
    }

    /// <summary>The body of a stream's first record that nothing but a call has caused.</summary>
    internal string WriteFirst(string stream, AuditEntry entry, DateTimeOffset now) => AuditBody.Write(entry, new EventPosition(service.Value, stream, 1), null, now);

    private List<OutboxRow> Number(Work<TDb> work, Dictionary<(string Channel, string Stream), long> next, List<FinishedRecord> records)
    {
        // The record that the log must hold before whatever a message leads to elsewhere.
        var lastRecord = new Dictionary<Causes, EventPosition>(ReferenceEqualityComparer.Instance);
        var positions = new EventPosition[work.Pending.Count];
        for (var i = 0; i < work.Pending.Count; i++)
        {
            var message = work.Pending[i];
            var key = (message.Channel, message.Stream);
            positions[i] = new EventPosition(service.Value, message.Stream, next[key]++);
            if (message.IsAudit)
                lastRecord[message.Causes] = positions[i];
        }

        var rows = new List<OutboxRow>(work.Pending.Count);
        for (var i = 0; i < work.Pending.Count; i++)
        {
            var message = work.Pending[i];
            var auditCause = message.IsAudit ? message.Causes.Audit : lastRecord.GetValueOrDefault(message.Causes) ?? message.Causes.Audit;
            var body = message.Body;
            if (message.IsAudit)
            {
                records.Add(Finish(message.Body, positions[i], auditCause, work.Now));
                body = new AuditRecord { Body = records[^1].Body };
            }

            rows.Add(new OutboxRow(
                Guid.CreateVersion7(),
                message.Type,
                positions[i],
                message.IsAudit ? null : message.Causes.Event,
                auditCause,
                work.Now,
                message.TraceParent,
                EventJson.Write(body)));
        }

        return rows;
    }

    /// <summary>What was finished, and promised, before its place was taken must have got that place.</summary>
    private static FinishedRecord Finish(object record, EventPosition position, EventPosition? cause, DateTimeOffset now) => record switch
    {
        FirstRecord first when position.Sequence == 1 && cause is null => new FinishedRecord(first.Entry, first.Body),
        FirstRecord => throw new InvalidOperationException($"{position.Stream} does not begin with the record that was promised"),
        AuditEntry entry => new FinishedRecord(entry, AuditBody.Write(entry, position, cause, now)),
        _ => throw new InvalidOperationException("not a record"),
    };

    private async Task InsertAsync(Sql sql, List<OutboxRow> rows, CancellationToken cancellationToken)
    {
        const string Outbox = "outbox (id, type, stream, sequence, cause, audit_cause, occurred_at, trace_parent, payload)";
        Array[] columns =
        [
            rows.Select(row => row.Id).ToArray(), rows.Select(row => row.Type).ToArray(), rows.Select(row => row.Position.Stream).ToArray(),
            rows.Select(row => row.Position.Sequence).ToArray(), rows.Select(row => row.Cause?.ToString()).ToArray(),
            rows.Select(row => row.AuditCause?.ToString()).ToArray(), rows.Select(row => row.OccurredAt).ToArray(),
            rows.Select(row => row.TraceParent).ToArray(), rows.Select(row => row.Payload).ToArray(),
        ];
        if (!embedded.IsUsed)
        {
            sql.InsertLater(Outbox, columns, "");
            return;
        }

        var listeners = Topology.ListenersTo(service.Value);
        if (sql.IsPostgres)
        {
            sql.Later(
                $"""
                with sent as (insert into {Outbox} select * from {Sql.Unnested(columns.Length)} returning position, type)
                insert into deliveries (consumer, position)
                select listener, position from sent cross join lateral unnest(case when type = @p9 then array['{Topology.Audit}'] else @p10 end) as listener
                """,
                [.. columns, typeof(AuditRecord).FullName, listeners.ToArray()]);
            return;
        }

        var positions = await sql.InsertAsync(Outbox, columns, "returning position, type", row => (Position: row.Number(0), Type: row.Text(1)), cancellationToken);
        var deliveries = positions
            .SelectMany(row => row.Type == typeof(AuditRecord).FullName ? [(Topology.Audit, row.Position)] : listeners.Select(listener => (listener, row.Position)))
            .ToList();
        sql.InsertLater("deliveries (consumer, position)", [deliveries.Select(row => row.Item1).ToArray(), deliveries.Select(row => row.Position).ToArray()], "");
    }
}
