using System.Collections.Concurrent;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// Keys that this process has found to be hot. What is hot once stays so: no decision rests on where such a key stands, so that it need not
/// be locked. A process that has not seen one yet only locks more.
/// </summary>
public sealed class HotKeys
{
    private const int Most = 500_000;
    private readonly ConcurrentDictionary<long, bool> known = new();
    private int count;

    public bool Knows(long token) => known.ContainsKey(token);

    /// <summary>Remembers a key that the store says is hot; so many and no more.</summary>
    public void Learn(long token)
    {
        if (Volatile.Read(ref count) < Most && known.TryAdd(token, true))
            Interlocked.Increment(ref count);
    }
}
