using Referrals.Platform.Storage;

namespace Referrals.Matching.Storage;

/// <summary>The keys that one part of a referral holds.</summary>
internal sealed record HeldPart(string ReferralId, int Supplement, long[] Brought, long[] Shared)
{
    public IEnumerable<long> All => Brought.Concat(Shared);
}

/// <summary>
/// Which keys the parts of a case hold, as referrals leave it and come into it. Each key of a case stands in the index once, with the
/// part that brought it: when that one leaves, another that holds the key takes its place.
/// </summary>
internal static class HeldKeys
{
    private const string NoList = "''";

    /// <summary>What these referrals hold, in one order.</summary>
    public static async Task<List<HeldPart>> OfAsync(Sql sql, IReadOnlyCollection<string> referralIds, CancellationToken cancellationToken)
    {
        var parts = new List<HeldPart>();
        foreach (var chunk in referralIds.Order(StringComparer.Ordinal).Chunk(sql.RowsPerStatement))
            parts.AddRange(await PartsAsync(sql, $"f.referral_id in ({Sql.List(chunk.Length)})", [.. chunk], cancellationToken));
        return parts;
    }

    /// <summary>Before referrals leave a case: of the keys that they brought, those that others of the case hold are found by these from now on.</summary>
    public static async Task LeaveAsync(Sql sql, string caseId, IReadOnlyCollection<string> referralIds, IEnumerable<long> brought, CancellationToken cancellationToken)
    {
        var orphaned = brought.ToHashSet();
        if (orphaned.Count == 0)
            return;
        var others = await PartsAsync(sql, "f.referral_id in (select id from referrals where case_id = @p0) and f.shared is not null", [caseId], cancellationToken);
        foreach (var part in others.Where(part => !referralIds.Contains(part.ReferralId)))
        {
            long[] taken = [.. part.Shared.Where(orphaned.Remove)];
            if (taken.Length > 0)
                await ReplaceAsync(sql, part, caseId, [.. part.Brought, .. taken], [.. part.Shared.Except(taken)], cancellationToken);
        }
    }

    /// <summary>Puts a part into a case, with the keys that it brings there and those that the case has.</summary>
    public static async Task ReplaceAsync(Sql sql, HeldPart part, string toCase, IReadOnlyList<long> brought, IReadOnlyList<long> shared, CancellationToken cancellationToken)
    {
        object?[] key = [part.ReferralId, part.Supplement];
        const string Where = "where referral_id = @p0 and supplement = @p1";
        if (sql.IsPostgres)
        {
            await sql.ExecuteAsync(
                $"update features set case_id = @p2, brought = @p3, shared = nullif(@p4, {NoList}::bytea) {Where}", [.. key, toCase, brought.ToArray(), FeatureTable.Pack(shared) ?? []], cancellationToken);
            return;
        }

        var number = await sql.ScalarAsync<long>($"select number from features {Where}", key, cancellationToken);
        await sql.ExecuteAsync("delete from keys where part = @p0", [number], cancellationToken);
        await sql.ExecuteAsync("update features set case_id = @p1, shared = @p2 where number = @p0", [number, toCase, FeatureTable.Pack(shared)], cancellationToken);
        await FeatureTable.InsertKeysAsync(sql, brought.Select(token => (token, number)), cancellationToken);
    }

    /// <summary>Deletes everything that is known of a referral.</summary>
    public static async Task DeleteAsync(Sql sql, string referralId, CancellationToken cancellationToken)
    {
        const string Where = "where referral_id = @p0";
        foreach (var table in sql.IsPostgres ? [] : new[] { "keys", "words" })
            await sql.ExecuteAsync($"delete from {table} where part in (select number from features {Where})", [referralId], cancellationToken);
        await sql.ExecuteAsync($"delete from features {Where}", [referralId], cancellationToken);
    }

    private static async Task<List<HeldPart>> PartsAsync(Sql sql, string where, object?[] arguments, CancellationToken cancellationToken)
    {
        if (sql.IsPostgres)
        {
            return await sql.QueryAsync(
                $"select f.referral_id, f.supplement, f.brought, f.shared from features f where {where} order by f.referral_id, f.supplement",
                arguments,
                row => new HeldPart(row.Text(0), (int)row.Number(1), row.Numbers(2), FeatureTable.Unpack(row.BytesOrNull(3))),
                cancellationToken);
        }

        var rows = await sql.QueryAsync(
            $"select f.referral_id, f.supplement, f.shared, k.token from features f left join keys k on k.part = f.number where {where} order by f.referral_id, f.supplement",
            arguments,
            row => (ReferralId: row.Text(0), Supplement: (int)row.Number(1), Shared: row.BytesOrNull(2), Token: row.NumberOrNull(3)),
            cancellationToken);
        return
        [
            .. rows.GroupBy(row => (row.ReferralId, row.Supplement))
                .Select(part => new HeldPart(part.Key.ReferralId, part.Key.Supplement, [.. part.Select(row => row.Token).OfType<long>()], FeatureTable.Unpack(part.First().Shared))),
        ];
    }
}
