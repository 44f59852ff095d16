using Referrals.Platform.Storage;

namespace Referrals.Matching.Storage;

/// <summary>
/// Rows of <c>features</c>, with the keys and words by which they are found: lists in the row itself on PostgreSQL, under inverted
/// indexes; narrow tables beside it on SQLite, which has no lists.
/// </summary>
internal static class FeatureTable
{
    /// <summary>On PostgreSQL with the next statement of the transaction.</summary>
    public static Task InsertAsync(Sql sql, IReadOnlyList<FeatureRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0 && !sql.IsPostgres)
            return InsertNarrowAsync(sql, rows, cancellationToken);
        if (rows.Count > 0)
            InsertLists(sql, rows);
        return Task.CompletedTask;
    }

    /// <summary>In which cases keys stand, and the referral that brought each there first.</summary>
    public static async Task<List<(long Token, string CaseId, string ReferralId)>> LookUpAsync(Sql sql, IReadOnlyCollection<long> tokens, CancellationToken cancellationToken)
    {
        if (tokens.Count == 0)
            return [];
        if (!sql.IsPostgres)
        {
            return await sql.QueryAmongAsync(
                "select k.token, f.case_id, f.referral_id from keys k join features f on f.number = k.part where k.token", tokens, row => (row.Number(0), row.Text(1), row.Text(2)), cancellationToken);
        }

        // Key by key, so that rows say which key they are found by; and in a query of its own, as in Sql.Unnested: for some lists the
        // planner would rather read the whole table.
        return await sql.QueryAsync(
            """
            select key, f.case_id, f.referral_id
            from unnest((select @p0)) as key cross join lateral (select case_id, referral_id from features where brought @> array[key]) f
            """,
            [tokens.ToArray()],
            row => (row.Number(0), row.Text(1), row.Text(2)),
            cancellationToken);
    }

    /// <summary>A list of keys as one value: 64 bits each.</summary>
    public static byte[]? Pack(IReadOnlyList<long> tokens)
    {
        if (tokens.Count == 0)
            return null;
        var bytes = new byte[tokens.Count * sizeof(long)];
        for (var i = 0; i < tokens.Count; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), tokens[i]);
        return bytes;
    }

    public static long[] Unpack(byte[]? bytes) =>
        bytes is null ? [] : [.. Enumerable.Range(0, bytes.Length / sizeof(long)).Select(i => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(i * sizeof(long))))];

    /// <summary>A list as PostgreSQL writes one: rows that travel as columns hold no lists themselves.</summary>
    public static string List<T>(IEnumerable<T> values) => $"{{{string.Join(',', values)}}}";

    private static void InsertLists(Sql sql, IReadOnlyList<FeatureRow> rows) => sql.Later(
        """
        insert into features (case_id, referral_id, supplement, sealed, brought, shared, words)
        select case_id, referral_id, supplement, sealed, brought::bigint[], nullif(shared, ''), words::integer[]
        from unnest(@p0, @p1, @p2, @p3, @p4, @p5, @p6) as part (case_id, referral_id, supplement, sealed, brought, shared, words)
        """,
        [
            rows.Select(row => row.CaseId).ToArray(), rows.Select(row => row.ReferralId).ToArray(), rows.Select(row => row.Supplement).ToArray(), rows.Select(row => row.Sealed).ToArray(),
            rows.Select(row => List(row.Brought)).ToArray(), rows.Select(row => Pack(row.Shared) ?? []).ToArray(), rows.Select(row => List(row.Words)).ToArray(),
        ]);

    private static async Task InsertNarrowAsync(Sql sql, IReadOnlyList<FeatureRow> rows, CancellationToken cancellationToken)
    {
        // SQLite has one writer: nobody takes these numbers meanwhile.
        var last = await sql.ScalarAsync<long>("select coalesce(max(number), 0) from features", [], cancellationToken);
        var numbered = rows.Select((row, i) => (Row: row, Number: last + 1 + i)).ToList();
        await sql.InsertAsync(
            "features (number, case_id, referral_id, supplement, sealed, shared)",
            [
                numbered.Select(part => part.Number).ToArray(), rows.Select(row => row.CaseId).ToArray(), rows.Select(row => row.ReferralId).ToArray(),
                rows.Select(row => row.Supplement).ToArray(), rows.Select(row => row.Sealed).ToArray(), rows.Select(row => Pack(row.Shared)).ToArray(),
            ],
            "",
            cancellationToken);
        await InsertKeysAsync(sql, numbered.SelectMany(part => part.Row.Brought.Select(token => (token, part.Number))), cancellationToken);
        var words = numbered.SelectMany(part => part.Row.Words.Select((word, place) => (Word: word, part.Number, Place: place))).ToList();
        await sql.InsertAsync(
            "words (word, part, place)",
            [words.Select(word => word.Word).ToArray(), words.Select(word => word.Number).ToArray(), words.Select(word => word.Place).ToArray()],
            "on conflict do nothing",
            cancellationToken);
    }

    /// <summary>On SQLite: the keys by which parts are found.</summary>
    public static Task InsertKeysAsync(Sql sql, IEnumerable<(long Token, long Part)> keys, CancellationToken cancellationToken)
    {
        var ordered = keys.OrderBy(key => key.Token).ToList();
        return sql.InsertAsync("keys (token, part)", [ordered.Select(key => key.Token).ToArray(), ordered.Select(key => key.Part).ToArray()], "on conflict do nothing", cancellationToken);
    }
}
