using Microsoft.Extensions.Options;
using Referrals.Intake.Storage;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Intake.LimitBacklog;

/// <summary>
/// Keeps new referrals from queueing without end: counted from the store once a second and in between by what this process
/// takes in, so that asking costs nothing. What is known already, and what is added to it, never passes this gate.
/// </summary>
public sealed class BacklogGate(Store<IntakeDbContext> store, IOptions<IntakeOptions> options, TimeProvider time, ILogger<BacklogGate> logger)
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(1);

    private long counted;
    private long countedAt;
    private int counting;
    private bool full;

    /// <summary>What may come in now. The first call of a process waits for the first count.</summary>
    public async ValueTask<Admission> EnterAsync(CancellationToken cancellationToken)
    {
        if (countedAt == 0)
            await CountAsync(cancellationToken);
        else if (time.GetElapsedTime(countedAt) > CountEvery && Interlocked.Exchange(ref counting, 1) == 0)
            _ = CountInBackgroundAsync();
        return Interlocked.Read(ref counted) < options.Value.MaximumBacklog ? Admission.Open : Admission.UrgentOnly;
    }

    /// <summary>One more has been stored.</summary>
    public void Admitted() => Interlocked.Increment(ref counted);

    /// <summary>What a sender is told above the bound.</summary>
    public Refusal Refuse() =>
        Refusal.Exhausted("BACKLOG_FULL", "too many referrals wait for triage just now; send this one again later", options.Value.RetryAfter);

    /// <summary>Above the bound, in the transaction of an urgent referral: whether its agency's quota of this hour still has room, which it then takes.</summary>
    public async Task<bool> TakeUrgentAsync(Sql sql, string agencyId, CancellationToken cancellationToken)
    {
        var quota = options.Value.UrgentQuotaPerAgency;
        if (quota == 0)
            return false;
        var hour = time.GetUtcNow().ToUnixTimeSeconds() / 3600;
        return await sql.ExecuteAsync(
            """
            insert into urgent_admissions (agency_id, hour, admitted) values (@p0, @p1, 1)
            on conflict (agency_id, hour) do update set admitted = urgent_admissions.admitted + 1 where urgent_admissions.admitted < @p2
            """,
            [agencyId, hour, quota],
            cancellationToken) == 1;
    }

    private async Task CountInBackgroundAsync()
    {
        try
        {
            await CountAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The last count goes on; a store that is away refuses the submission itself.
            logger.BacklogUnknown(exception.GetType().Name);
        }
        finally
        {
            Volatile.Write(ref counting, 0);
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var most = options.Value.MaximumBacklog + 1;
        var count = await store.ReadSqlAsync(
            (sql, token) => sql.ScalarAsync<long>(
                """
                select (select count(*) from (select 1 from referrals where case_id is null limit @p0) unmatched)
                     + (select count(*) from (select 1 from cases where not opened limit @p0) unopened)
                """,
                [most],
                token),
            cancellationToken);
        Interlocked.Exchange(ref counted, count);
        countedAt = time.GetTimestamp();
        IntakeTelemetry.Backlog.Record(count);
        var isFull = count >= options.Value.MaximumBacklog;
        if (isFull && !full)
            logger.BacklogAboveBound(count, options.Value.MaximumBacklog);
        full = isFull;
    }
}
