using Referrals.Matching.ReadFeatures;
using Referrals.Matching.SealFeatures;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// Counts out what an erased referral had counted in. Only the row of features, which is about to be deleted, knows what that is. What is
/// counted roughly is counted out as roughly; a word that no other referral has is forgotten whatever was counted.
/// </summary>
internal static class ErasedTerms
{
    public static async Task CountOutAsync(Sql sql, TermIndex terms, string referralId, byte[] secret, CancellationToken cancellationToken)
    {
        var parts = await sql.QueryAsync(
            "select supplement, sealed from features where referral_id = @p0 order by supplement",
            [referralId],
            row => (Supplement: (int)row.Number(0), Terms: FeatureTerms.Of(FeatureSeal.Open(row.Bytes(1), referralId, secret)).ToList()),
            cancellationToken);
        var words = (await WordsAsync(sql, referralId, cancellationToken)).ToLookup(row => row.Supplement, row => row.Word);
        terms.EnsureLater(parts.SelectMany(part => part.Terms).Distinct(), words.SelectMany(part => part).Distinct().Select(word => (long)word));
        await sql.FlushAsync(cancellationToken);

        // The last part first: each finds the counts that it left.
        foreach (var part in parts.AsEnumerable().Reverse())
        {
            terms.Remove(referralId, part.Terms);
            terms.RemoveWords(referralId, [.. words[part.Supplement]]);
        }

        // Of a common one it would be long to ask.
        int[] seldom = [.. words.SelectMany(part => part).Distinct().Where(word => terms.IsSmall(word))];
        foreach (var word in await OnlyHereAsync(sql, seldom, referralId, cancellationToken))
            terms.Forget(word);
    }

    private static Task<List<(int Supplement, int Word)>> WordsAsync(Sql sql, string referralId, CancellationToken cancellationToken) => sql.QueryAsync(
        sql.IsPostgres
            ? "select supplement, unnest(words) from features where referral_id = @p0"
            : "select f.supplement, w.word from features f join words w on w.part = f.number where f.referral_id = @p0",
        [referralId],
        row => ((int)row.Number(0), (int)row.Number(1)),
        cancellationToken);

    private static async Task<List<int>> OnlyHereAsync(Sql sql, int[] words, string referralId, CancellationToken cancellationToken)
    {
        // All are counted, not one looked for: that would be searched for in the whole table.
        if (sql.IsPostgres)
        {
            return await sql.QueryAsync(
                "select word from unnest((select @p0)) as word where (select count(*) from features where words @> array[word] and referral_id <> @p1) = 0",
                [words, referralId],
                row => (int)row.Number(0),
                cancellationToken);
        }

        var only = new List<int>();
        foreach (var word in words)
        {
            if (await sql.ScalarAsync<long>("select count(*) from words w join features f on f.number = w.part where w.word = @p0 and f.referral_id <> @p1", [word, referralId], cancellationToken) == 0)
                only.Add(word);
        }

        return only;
    }
}
