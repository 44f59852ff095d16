using Npgsql;
using Referrals.Contracts;
using Referrals.Matching.Storage;
using Referrals.Platform.Outbox;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>The rows of one real submission, which can be inserted again under new keys.</summary>
internal sealed class FloorRows
{
    private readonly List<(string Sql, object?[] Values, int[] Keys)> statements = [];
    private long next;

    /// <summary>Takes the newest submission's rows from Intake's tables. Columns that are unique get a new value at each insert.</summary>
    public static async Task<FloorRows> ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var rows = new FloorRows();
        await rows.AddAsync(source, "referrals", "select * from intake.referrals order by id desc limit 1", ["id", "agency_reference"], cancellationToken);
        await rows.AddAsync(source, "contents", "select * from intake.contents order by referral_id desc limit 1", ["referral_id"], cancellationToken);
        await rows.AddAsync(source, "content_keys", "select * from intake.content_keys order by subject desc limit 1", ["subject"], cancellationToken);
        await rows.AddAsync(source, "requests", "select * from intake.requests order by answered_at desc limit 1", ["request_id"], cancellationToken);
        for (var channel = 0; channel < 2; channel++)
            await rows.AddAsync(source, "stream_heads", $"select * from intake.stream_heads where channel = '{(channel == 0 ? "event" : "audit")}' limit 1", ["stream"], cancellationToken);
        rows.AddOutbox("""{"referral":""" + PackedJson.Unpack(await ValueAsync<byte[]>(source, "select metadata from matching.referrals order by id desc limit 1", cancellationToken)) + "}");
        rows.AddOutbox(EventJson.Write(new AuditRecord
        {
            Body = await ValueAsync<string>(source, "select body from audit.log_leaves where type = 'received' order by leaf_index desc limit 1", cancellationToken),
        }));
        return rows;
    }

    public async Task InsertAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var key = Interlocked.Increment(ref next);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (sql, values, keys) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new NpgsqlParameter { Value = (keys.Contains(i) ? $"{values[i]}-{key}" : values[i]) ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task AddAsync(NpgsqlDataSource source, string table, string select, string[] keys, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new InvalidOperationException($"intake.{table} holds no submission to copy");
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        statements.Add((
            $"insert into floor.{table} ({string.Join(", ", names)}) values ({string.Join(", ", names.Select((_, i) => $"${i + 1}"))})",
            [.. names.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetValue(i))],
            [.. keys.Select(key => names.IndexOf(key))]));
    }

    private static async Task<T> ValueAsync<T>(NpgsqlDataSource source, string select, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(select);
        return (T)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("no submission has been through yet"));
    }

    /// <summary>The outbox is empty between runs; what went through it is where it led to: the event in Matching, the record in the log.</summary>
    private void AddOutbox(string payload) => statements.Add((
        "insert into floor.outbox (id, type, stream, sequence, occurred_at, payload) values (gen_random_uuid(), $1, $2, 1, now(), $3)",
        ["Referrals.Contracts.ReferralReceived", "referrals/ref-00000000000000000000000000", payload],
        []));
}
