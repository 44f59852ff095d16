using System.Diagnostics;
using Npgsql;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>Sees, in the services' own tables, what has arrived where.</summary>
internal sealed class QueueObserver(string connectionString) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);

    /// <summary>Which of these referrals are in the triage queue.</summary>
    public async Task<HashSet<string>> QueuedAsync(IReadOnlyCollection<string> referrals, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select referral_id from triage.case_referrals where referral_id = any($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = referrals.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(reader.GetString(0));
        return found;
    }

    /// <summary>Lead hand-offs that have been offered.</summary>
    public Task<long> OfferedAsync(CancellationToken cancellationToken) => CountAsync("select count(*) from routing.hand_offs where role = 'Lead'", cancellationToken);

    /// <summary>Waits until so many referrals have reached the queue, and nothing is under way.</summary>
    public async Task DrainAsync(int referrals, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (await CountAsync("select count(*) from triage.case_referrals", cancellationToken) < referrals
            || await CountAsync("select count(*) from (select sent_at from intake.outbox union all select sent_at from matching.outbox union all select sent_at from triage.outbox) o where sent_at is null", cancellationToken) > 0)
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException("the backlog did not drain");
            await Task.Delay(100, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
