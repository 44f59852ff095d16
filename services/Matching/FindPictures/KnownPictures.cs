using Referrals.Matching.MakeKeys;
using Referrals.Platform.Storage;

namespace Referrals.Matching.FindPictures;

/// <summary>
/// The looks of the pictures that the store holds, in memory: read on from where it stopped, in the order of their numbers. Of a picture that
/// was erased a process keeps the looks until it ends, but finds nothing by them.
/// </summary>
public sealed class KnownPictures(MatchingSecret secret) : IDisposable
{
    /// <summary>Locked like a key by whoever adds a picture, before it reads and until it commits.</summary>
    public const long Lock = 2;

    private const int AtOnce = 10_000;
    private readonly SemaphoreSlim reading = new(1);
    private readonly PictureIndex<long> index = new();
    private long last;

    /// <summary>Reads what was added since it read last.</summary>
    public Task<bool> ReadOnAsync(Sql sql, CancellationToken cancellationToken) => AsReaderAsync(sql, () => true, cancellationToken);

    /// <summary>For each of these, the numbers of those that look like it.</summary>
    public Task<List<List<long>>> FindAsync(Sql sql, IEnumerable<PictureHash> looks, CancellationToken cancellationToken) =>
        AsReaderAsync(sql, () => looks.Select(hash => index.Find(hash).Select(found => found.Value).Order().ToList()).ToList(), cancellationToken);

    public void Dispose() => reading.Dispose();

    private async Task<T> AsReaderAsync<T>(Sql sql, Func<T> find, CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            while (await ReadSomeAsync(sql, cancellationToken) == AtOnce)
            {
                // There are more.
            }

            return find();
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<int> ReadSomeAsync(Sql sql, CancellationToken cancellationToken)
    {
        var rows = await sql.QueryAsync(
            $"select number, referral_id, sealed from pictures where number > @p0 order by number limit {AtOnce}",
            [last],
            row => (Number: row.Number(0), ReferralId: row.Text(1), Sealed: row.Bytes(2)),
            cancellationToken);
        foreach (var (number, referralId, box) in rows)
        {
            index.Add(PictureSeal.Open(box, referralId, secret.Value), number);
            last = number;
        }

        return rows.Count;
    }
}
