using Microsoft.Extensions.Options;
using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;

namespace Referrals.Audit.IntegrateLeaves;

/// <summary>Brings the leaves that were appended since the last checkpoint into the tree and signs it: tiles and checkpoint in one transaction.</summary>
internal sealed class Integration(Store<AuditDbContext> store, LogKeys keys, IOptions<LogOptions> options, TimeProvider time, ILogger<Integration> logger)
{
    // A store that grew while nobody signed is caught up in several checkpoints, so that appending never waits long.
    private const long MostLeaves = 65_536;
    private readonly string holder = Guid.NewGuid().ToString("N");
    private long epoch;

    /// <summary>Signs a checkpoint if there is news and the lease is to be had; null otherwise. <see cref="LogRefusedException"/> when something is wrong with the log.</summary>
    public async Task<SignedCheckpoint?> IntegrateAsync(CancellationToken cancellationToken)
    {
        if (!await store.ReadSqlAsync(HasNewsAsync, cancellationToken))
            return null;
        SignedCheckpoint? last = null;
        var signed = await store.ExecuteAsync(
            async (work, token) =>
            {
                if (await SequencerLease.TakeAsync(work.Sql, holder, time.GetUtcNow(), token) is not { } held)
                    return null;
                Note(held);
                last = await Checkpoints.LatestAsync(work.Sql, token);
                return await ExtendAsync(work.Sql, last, token);
            },
            cancellationToken);
        if (signed is null)
            return null;
        Faults.Reach(Faults.LogCommitted);
        AuditMetrics.Signed(signed.Size - (last?.Size ?? 0));
        return signed;
    }

    /// <summary>Whether this instance speaks for the log: it holds the lease, or nobody does.</summary>
    public async Task<bool> MaySpeakAsync(CancellationToken cancellationToken) =>
        !await store.ReadSqlAsync((sql, token) => SequencerLease.IsOthersAsync(sql, holder, time.GetUtcNow(), token), cancellationToken);

    private static async Task<bool> HasNewsAsync(Sql sql, CancellationToken cancellationToken)
    {
        var (appended, signed) = await Checkpoints.SizesAsync(sql, cancellationToken);
        return appended != signed;
    }

    private async Task<SignedCheckpoint?> ExtendAsync(Sql sql, SignedCheckpoint? last, CancellationToken cancellationToken)
    {
        var appended = await sql.ScalarAsync<long>("select size from log_head", [], cancellationToken);
        var before = last?.Size ?? 0;
        if (appended == before)
            return null;
        if (appended < before)
            throw new LogRefusedException("the log has fewer leaves than its last checkpoint says");
        if (last is not null)
            await CheckAsync(sql, last, cancellationToken);
        var size = Math.Min(appended, before + MostLeaves);
        var root = await new TreeExtension(sql).ExtendAsync(last, size, cancellationToken);
        Faults.Reach(Faults.LogTilesWritten);

        var text = new Checkpoint(options.Value.Origin, size, root).Text;
        var signatures = (await keys.ActiveAsync(sql, cancellationToken)).Select(key => SignedNote.Sign(text, key.Verifier, key.Signer)).ToList();
        var signed = new SignedCheckpoint(size, root, new SignedNote(text, signatures).ToString(), time.GetUtcNow());
        await Checkpoints.AddAsync(sql, signed, cancellationToken);
        Faults.Reach(Faults.LogSigned);
        return signed;
    }

    /// <summary>The last checkpoint must be one that this log signed: it is what the next is checked against.</summary>
    private async Task CheckAsync(Sql sql, SignedCheckpoint last, CancellationToken cancellationToken)
    {
        var known = (await LogKeys.ReadAsync(sql, cancellationToken)).Select(key => VerifierKey.Parse(key.VerifierKey)).ToList();
        if (!last.IsOf(options.Value.Origin) || SignedNote.TryParse(last.LogNote, out _) is not { } note || !known.Any(key => note.IsSignedBy(key) == true))
            throw new LogRefusedException("the last checkpoint was not signed by this log");
    }

    private void Note(long held)
    {
        if (held != epoch)
            logger.LeaseTaken(held);
        epoch = held;
    }
}
