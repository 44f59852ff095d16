namespace Referrals.Matching.FindPictures;

/// <summary>
/// Finds PDQ hashes within 31 bits by multi-index hashing: of sixteen words that differ in at most 31 bits together, one
/// differs in at most one, so that it is enough to look at each word and its sixteen neighbours.
/// </summary>
public sealed class PictureIndex<T>
{
    private const int Words = 16;
    private const int WordBits = 16;

    private readonly List<(PictureHash Hash, T Value)> known = [];
    private readonly Dictionary<ushort, List<int>>[] byWord = [.. Enumerable.Range(0, Words).Select(_ => new Dictionary<ushort, List<int>>())];

    /// <summary>How many are known.</summary>
    public int Count => known.Count;

    public void Add(PictureHash hash, T value)
    {
        for (var i = 0; i < Words; i++)
        {
            if (!byWord[i].TryGetValue(hash.Word(i), out var places))
                byWord[i].Add(hash.Word(i), places = []);
            places.Add(known.Count);
        }

        known.Add((hash, value));
    }

    /// <summary>Everything within 31 bits, each once.</summary>
    public IEnumerable<(T Value, int Distance)> Find(PictureHash hash)
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < Words; i++)
        {
            var word = hash.Word(i);
            for (var bit = -1; bit < WordBits; bit++)
            {
                if (!byWord[i].TryGetValue(bit < 0 ? word : (ushort)(word ^ (1 << bit)), out var places))
                    continue;
                foreach (var place in places.Where(seen.Add))
                {
                    var distance = known[place].Hash.DistanceTo(hash);
                    if (distance <= PictureHash.Nearest)
                        yield return (known[place].Value, distance);
                }
            }
        }
    }
}
