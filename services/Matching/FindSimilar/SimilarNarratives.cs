using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FindSimilar;

/// <summary>Finds referrals whose narrative shares unusual words with that of one.</summary>
public sealed class SimilarNarratives(Store<MatchingDbContext> store)
{
    /// <summary>The likest, with their cases, the likest first; without those of the referral's own case.</summary>
    public Task<List<(string ReferralId, string CaseId, double Likeness, int Shared)>> FindAsync(string referralId, string ownCase, int most, CancellationToken cancellationToken) =>
        store.ReadSqlAsync(
            async (sql, token) =>
            {
                if (await OfAsync(sql, "referral_id = @p0", [referralId], token) is not [var (_, wording)])
                    return [];
                var words = wording.Weights.Keys.ToList();
                var counts = (await sql.QueryAmongAsync("select token, referrals from terms where token", [.. words.Select(word => (long)word), TermIndex.SizeToken], row => (Token: row.Number(0), Count: (int)row.Number(1)), token))
                    .ToDictionary(row => (int)row.Token, row => row.Count);
                var size = counts.GetValueOrDefault((int)TermIndex.SizeToken);
                var leading = WordingRanker.Leading(words, counts, size);
                var others = await LookUpAsync(sql, leading, token);

                // Of the words that led here it is known now in how many narratives they stand.
                foreach (var word in others.Count < WordingRanker.MostLookedAt ? leading : [])
                    counts[word] = others.Count(other => other.Wording.Weights.ContainsKey(word));
                var cases = await CasesOfAsync(sql, [.. others.Select(other => other.ReferralId)], token);
                var ranked = WordingRanker.Rank(wording, others.Where(other => cases.GetValueOrDefault(other.ReferralId, ownCase) != ownCase), counts, size, most);
                return ranked.ConvertAll(found => (found.ReferralId, cases[found.ReferralId], found.Likeness, found.Shared));
            },
            cancellationToken);

    private static Task<List<(string ReferralId, Wording Wording)>> LookUpAsync(Sql sql, List<int> leading, CancellationToken cancellationToken) => sql.IsPostgres
        ? OfAsync(sql, $"words && @p0 limit {WordingRanker.MostLookedAt}", [leading.ToArray()], cancellationToken)
        : OfAsync(
            sql,
            $"f.number in (select distinct part from words where word in ({Sql.List(leading.Count)}) limit {WordingRanker.MostLookedAt})",
            [.. leading.Select(word => (object?)word)],
            cancellationToken);

    private static async Task<List<(string ReferralId, Wording Wording)>> OfAsync(Sql sql, string where, object?[] arguments, CancellationToken cancellationToken)
    {
        var text = sql.IsPostgres
            ? $"select referral_id, word, place - 1 from (select referral_id, words from features where {where}) found, unnest(words) with ordinality as list (word, place)"
            : $"select f.referral_id, w.word, w.place from features f join words w on w.part = f.number where {where}";
        var rows = await sql.QueryAsync(text, arguments, row => (ReferralId: row.Text(0), Word: (int)row.Number(1), Place: (int)row.Number(2)), cancellationToken);
        return [.. rows.GroupBy(row => row.ReferralId, row => (row.Word, row.Place)).Select(referral => (referral.Key, Wording.Of(referral)))];
    }

    private static async Task<Dictionary<string, string>> CasesOfAsync(Sql sql, List<string> ids, CancellationToken cancellationToken) =>
        (await sql.QueryAmongAsync("select id, case_id from referrals where id", ids, row => (Id: row.Text(0), CaseId: row.Text(1)), cancellationToken)).ToDictionary(row => row.Id, row => row.CaseId);
}
