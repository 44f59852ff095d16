using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Referrals.Audit.IntegrateLeaves;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.Audit.SignCheckpoints;

/// <summary>
/// The log's keys: which there are and in which order says the store, and the private ones lie in files beside the
/// exchange's other keys. A file that is not what the store says is not signed with.
/// </summary>
internal sealed class LogKeys(IOptions<CredentialOptions> data, IOptions<LogOptions> log, TimeProvider time, ILogger<LogKeys> logger) : IDisposable
{
    private readonly ConcurrentDictionary<long, FileSigningKey> opened = new();

    /// <summary>Every key, oldest first.</summary>
    public static Task<List<LogKeyRow>> ReadAsync(Sql sql, CancellationToken cancellationToken) => sql.QueryAsync(
        "select number, verifier_key, succession, retired_at from log_keys order by number",
        [],
        row => new LogKeyRow(row.Number(0), row.Text(1), row.TextOrNull(2), row.TimeOrNull(3)),
        cancellationToken);

    /// <summary>The keys that sign, oldest first; a log without keys gets its first. The caller holds the lease's row.</summary>
    public async Task<IReadOnlyList<LogKey>> ActiveAsync(Sql sql, CancellationToken cancellationToken)
    {
        var keys = await ReadAsync(sql, cancellationToken);
        if (keys.Count == 0)
            return [await AddAsync(sql, Make(1), null, cancellationToken)];
        return [.. keys.Where(key => key.IsActive).Select(Open)];
    }

    /// <summary>The private key of a number, made if there is none. What a transaction made and did not commit is found again.</summary>
    public LogKey Make(long number)
    {
        var signer = opened.GetOrAdd(number, _ => FileSigningKey.OpenOrCreate(FileOf(number)));
        return new LogKey(number, VerifierKey.Of(log.Value.Origin, SignatureType.Note, signer.PublicKey), signer);
    }

    /// <summary>Lets a key sign from now on.</summary>
    public async Task<LogKey> AddAsync(Sql sql, LogKey key, string? succession, CancellationToken cancellationToken)
    {
        await sql.ExecuteAsync(
            "insert into log_keys (number, verifier_key, succession, created_at) values (@p0, @p1, @p2, @p3)",
            [key.Number, key.Verifier.ToString(), succession, time.GetUtcNow()],
            cancellationToken);
        logger.KeyAdded(key.Verifier.ToString());
        return key;
    }

    /// <summary>Lets a key sign no more.</summary>
    public Task RetireAsync(Sql sql, LogKey key, CancellationToken cancellationToken) =>
        sql.ExecuteAsync("update log_keys set retired_at = @p0 where number = @p1", [time.GetUtcNow(), key.Number], cancellationToken);

    public void Dispose()
    {
        foreach (var key in opened.Values)
            key.Dispose();
    }

    private LogKey Open(LogKeyRow row)
    {
        if (!opened.ContainsKey(row.Number) && !File.Exists(FileOf(row.Number)))
            throw new LogRefusedException(string.Create(CultureInfo.InvariantCulture, $"the private key {row.Number} of the log is not in the data directory"));
        var key = Make(row.Number);
        return key.Verifier.ToString() == row.VerifierKey
            ? key
            : throw new LogRefusedException(string.Create(CultureInfo.InvariantCulture, $"the private key {row.Number} of the log, or its origin, is not the one that the store names"));
    }

    private string FileOf(long number) => data.Value.LogKeyFile(number);
}
