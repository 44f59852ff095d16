using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FindPictures;

/// <summary>In which cases pictures stand that look like those of one transaction, which holds their lock; written at its end.</summary>
internal sealed class PictureSearch(Sql sql, KnownPictures known, byte[] secret)
{
    // Of pictures that look alike a case is found by so many; the first ones.
    private const int MostOfCase = 24;

    private readonly Dictionary<long, Picture> pictures = [];
    private readonly List<(string ReferralId, int Supplement, PictureHash Looks)> added = [];

    /// <summary>Finds what looks like these, before the transaction adds any.</summary>
    public async Task EnsureAsync(IReadOnlyCollection<MatchingKey> keys, CancellationToken cancellationToken)
    {
        List<Picture> missing = [];
        foreach (var key in keys)
        {
            var picture = new Picture(key.Looks!.Value);
            if (pictures.TryAdd(key.Token, picture))
                missing.Add(picture);
        }

        if (missing.Count == 0)
            return;
        var found = await known.FindAsync(sql, missing.Select(picture => picture.Looks), cancellationToken);
        var standing = await StandingAsync(sql, [.. found.SelectMany(numbers => numbers).Distinct()], cancellationToken);
        foreach (var (picture, numbers) in missing.Zip(found))
            picture.Standing.AddRange(numbers.Where(standing.ContainsKey).Select(number => standing[number]));
    }

    /// <summary>Where pictures stand that look like the one of a key: each case once. None for any other key.</summary>
    public List<KeyedCase> StandingOf(long token) => pictures.TryGetValue(token, out var picture) ? [.. picture.Standing.DistinctBy(keyed => keyed.CaseId)] : [];

    /// <summary>Adds a picture to its case, unless there are enough already; gives the keys of those that look like it.</summary>
    public List<long> Add(MatchingKey key, string referralId, int supplement, string caseId, int hotCases)
    {
        var looks = key.Looks!.Value;
        if (!pictures.TryGetValue(key.Token, out var own))
            pictures.Add(key.Token, own = new Picture(looks));
        if (StandingOf(key.Token).Count > hotCases || own.Standing.Count(keyed => keyed.CaseId == caseId) >= MostOfCase)
            return [];
        added.Add((referralId, supplement, looks));
        var alike = pictures.Where(picture => picture.Value.Looks.IsLike(looks)).ToList();
        foreach (var (_, picture) in alike)
            picture.Standing.Add(new KeyedCase(caseId, referralId));
        return alike.ConvertAll(picture => picture.Key);
    }

    /// <summary>Deletes the pictures of a referral; whether there were any.</summary>
    public async Task<bool> ForgetAsync(string referralId, CancellationToken cancellationToken)
    {
        foreach (var picture in pictures.Values)
            picture.Standing.RemoveAll(keyed => keyed.ReferralId == referralId);
        var waiting = added.RemoveAll(picture => picture.ReferralId == referralId);
        return await sql.ExecuteAsync("delete from pictures where referral_id = @p0", [referralId], cancellationToken) + waiting > 0;
    }

    /// <summary>The referrals of a case that it is found by the pictures of.</summary>
    public Task<List<string>> FoundByAsync(string caseId, CancellationToken cancellationToken) => sql.QueryAsync(
        "select distinct p.referral_id from referrals r join pictures p on p.referral_id = r.id where r.case_id = @p0", [caseId], row => row.Text(0), cancellationToken);

    /// <summary>Writes what was added, with the next statement of the transaction.</summary>
    public void Write()
    {
        if (added.Count > 0)
        {
            sql.InsertLater(
                "pictures (referral_id, supplement, sealed)",
                [
                    added.Select(picture => picture.ReferralId).ToArray(), added.Select(picture => picture.Supplement).ToArray(),
                    added.Select(picture => PictureSeal.Seal(picture.Looks, picture.ReferralId, secret)).ToArray(),
                ],
                "");
        }

        added.Clear();
    }

    /// <summary>The referrals of pictures with these numbers, and the case that each is in now; those that were erased are missing.</summary>
    public static async Task<Dictionary<long, KeyedCase>> StandingAsync(Sql sql, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        (await sql.QueryAmongAsync(
            "select p.number, r.case_id, r.id from pictures p join referrals r on r.id = p.referral_id where p.number",
            numbers,
            row => (Number: row.Number(0), Keyed: new KeyedCase(row.Text(1), row.Text(2))),
            cancellationToken)).ToDictionary(row => row.Number, row => row.Keyed);

    /// <summary>A picture of the transaction, and where those stand that look like it.</summary>
    private sealed record Picture(PictureHash Looks)
    {
        public List<KeyedCase> Standing { get; } = [];
    }
}
