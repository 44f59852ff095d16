using Referrals.Audit.SignCheckpoints;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CollectCosignatures;

/// <summary>What witnesses said, in the store.</summary>
internal static class Cosignatures
{
    /// <summary>The size of the last checkpoint that a witness cosigned; 0 for none.</summary>
    public static Task<long> LastSizeAsync(Sql sql, string verifierKey, CancellationToken cancellationToken) =>
        sql.ScalarAsync<long>("select coalesce(max(size), 0) from log_cosignatures where verifier_key = @p0", [verifierKey], cancellationToken);

    /// <summary>Stores a cosignature; of two instances that were given one, the first stays.</summary>
    public static async Task AddAsync(Sql sql, long size, StoredCosignature cosignature, DateTimeOffset at, CancellationToken cancellationToken)
    {
        object?[] key = [size, cosignature.VerifierKey];
        if (await sql.ScalarAsync<long>("select count(*) from log_cosignatures where size = @p0 and verifier_key = @p1", key, cancellationToken) > 0)
            return;
        await sql.ExecuteAsync(
            "insert into log_cosignatures (size, verifier_key, operator, line, received_at) values (@p0, @p1, @p2, @p3, @p4)",
            [.. key, cosignature.Operator, cosignature.Line, at],
            cancellationToken);
    }

    /// <summary>Notes a dispute; false when the witness disputes the log already.</summary>
    public static async Task<bool> DisputeAsync(Sql sql, long size, WitnessClient witness, int status, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var key = witness.Key.ToString();
        if ((await DisputedByAsync(sql, cancellationToken)).Contains(key))
            return false;
        await sql.ExecuteAsync(
            "insert into log_disputes (size, verifier_key, operator, status, noted_at) values (@p0, @p1, @p2, @p3, @p4)",
            [size, key, witness.Operator, (long)status, at],
            cancellationToken);
        return true;
    }

    /// <summary>The witnesses that dispute the log: that have cosigned nothing since they refused.</summary>
    public static async Task<IReadOnlySet<string>> DisputedByAsync(Sql sql, CancellationToken cancellationToken) => (await sql.QueryAsync(
        """
        select d.verifier_key from log_disputes d
        where not exists (select 1 from log_cosignatures c where c.verifier_key = d.verifier_key and c.received_at > d.noted_at)
        """,
        [],
        row => row.Text(0),
        cancellationToken)).ToHashSet();
}
