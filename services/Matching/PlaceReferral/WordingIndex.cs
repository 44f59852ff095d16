using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>The unusual words of the narratives of one transaction, written at its end. Nothing is decided by them, so nothing is locked.</summary>
internal sealed class WordingIndex(Sql sql)
{
    private readonly List<(string ReferralId, int Supplement, IReadOnlyList<long> Words)> added = [];

    public void Add(string referralId, int supplement, IReadOnlyList<long> words) => added.Add((referralId, supplement, words));

    public async Task RemoveAsync(string referralId, CancellationToken cancellationToken)
    {
        added.RemoveAll(row => row.ReferralId == referralId);
        await sql.ExecuteAsync("delete from wordings where referral_id = @p0", [referralId], cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (added.Count == 0)
            return;
        if (sql.IsPostgres)
        {
            await sql.ExecuteAsync(
                "insert into wordings (referral_id, supplement, words) select id, supplement, words::bigint[] from unnest(@p0, @p1, @p2) as row (id, supplement, words)",
                [added.Select(row => row.ReferralId).ToArray(), added.Select(row => row.Supplement).ToArray(), added.Select(row => $"{{{string.Join(',', row.Words)}}}").ToArray()],
                cancellationToken);
            return;
        }

        var words = added.SelectMany(row => row.Words.Select((word, place) => (row.ReferralId, row.Supplement, Word: word, Place: place))).ToList();
        await sql.InsertAsync(
            "wordings (word, referral_id, supplement, place)",
            [
                words.Select(row => row.Word).ToArray(), words.Select(row => row.ReferralId).ToArray(), words.Select(row => row.Supplement).ToArray(),
                words.Select(row => row.Place).ToArray(),
            ],
            "on conflict do nothing",
            cancellationToken);
    }
}
