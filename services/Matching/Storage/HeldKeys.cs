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

    /// <summary>What these referrals of a case hold, in one order.</summary>
    public static Task<List<HeldPart>> OfAsync(Sql sql, string caseId, IReadOnlyCollection<string> referralIds, CancellationToken cancellationToken) =>
        PartsAsync(sql, $"f.case_id = @p0 and f.referral_id in ({Sql.List(referralIds.Count, first: 1)})", [caseId, .. referralIds], cancellationToken);

    /// <summary>Every key that referrals hold, wherever they are.</summary>
    public static async Task<List<long>> TokensOfAsync(Sql sql, IReadOnlyCollection<string> referralIds, CancellationToken cancellationToken)
    {
        var cases = await sql.QueryAmongAsync("select id, case_id from referrals where id", referralIds, row => (Id: row.Text(0), CaseId: row.Text(1)), cancellationToken);
        var tokens = new List<long>();
        foreach (var ofCase in cases.GroupBy(row => row.CaseId, row => row.Id))
            tokens.AddRange((await OfAsync(sql, ofCase.Key, [.. ofCase], cancellationToken)).SelectMany(part => part.All));
        return tokens;
    }

    /// <summary>Before referrals leave a case: of the keys that they brought, those that others of the case hold are found by these from now on.</summary>
    public static async Task LeaveAsync(Sql sql, string caseId, IReadOnlyCollection<string> referralIds, IEnumerable<long> brought, CancellationToken cancellationToken)
    {
        var orphaned = brought.ToHashSet();
        if (orphaned.Count == 0)
            return;
        var others = await PartsAsync(sql, "f.case_id = @p0 and f.shared is not null", [caseId], cancellationToken);
        foreach (var part in others.Where(part => !referralIds.Contains(part.ReferralId)))
        {
            long[] taken = [.. part.Shared.Where(orphaned.Remove)];
            if (taken.Length > 0)
                await ReplaceAsync(sql, caseId, part, caseId, [.. part.Brought, .. taken], [.. part.Shared.Except(taken)], cancellationToken);
        }
    }

    /// <summary>Puts a part into a case, with the keys that it brings there and those that the case has.</summary>
    public static async Task ReplaceAsync(Sql sql, string fromCase, HeldPart part, string toCase, IReadOnlyList<long> brought, IReadOnlyList<long> shared, CancellationToken cancellationToken)
    {
        object?[] key = [fromCase, part.ReferralId, part.Supplement, toCase];
        const string Where = "where case_id = @p0 and referral_id = @p1 and supplement = @p2";
        if (sql.IsPostgres)
        {
            await sql.ExecuteAsync(
                $"update features set case_id = @p3, brought = @p4, shared = nullif(@p5, {NoList}::bytea) {Where}", [.. key, brought.ToArray(), FeatureTable.Pack(shared) ?? []], cancellationToken);
            return;
        }

        await sql.ExecuteAsync($"delete from keys where part = (select number from features {Where})", key[..3], cancellationToken);
        await sql.ExecuteAsync($"update features set case_id = @p3, shared = @p4 {Where}", [.. key, FeatureTable.Pack(shared)], cancellationToken);
        var number = await sql.ScalarAsync<long>($"select number from features {Where}", [toCase, .. key[1..3]], cancellationToken);
        await FeatureTable.InsertKeysAsync(sql, brought.Select(token => (token, number)), cancellationToken);
    }

    /// <summary>Deletes everything that is known of a referral.</summary>
    public static async Task DeleteAsync(Sql sql, string caseId, string referralId, CancellationToken cancellationToken)
    {
        const string Where = "where case_id = @p0 and referral_id = @p1";
        foreach (var table in sql.IsPostgres ? [] : new[] { "keys", "words" })
            await sql.ExecuteAsync($"delete from {table} where part in (select number from features {Where})", [caseId, referralId], cancellationToken);
        await sql.ExecuteAsync($"delete from features {Where}", [caseId, referralId], cancellationToken);
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
