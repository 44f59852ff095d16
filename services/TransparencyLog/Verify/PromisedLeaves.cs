using System.Text;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Looks among the leaves of a whole log for records that were promised. A promise that the log went on without, or to which it
/// holds another record, is broken: whoever holds the receipt can show it.
/// </summary>
internal sealed class PromisedLeaves
{
    private const long Patience = 60_000_000;
    private static readonly byte[] Before = "{\"body\":"u8.ToArray();
    private static readonly byte[] After = ",\"previous\":"u8.ToArray();
    private readonly Findings findings;
    private readonly Dictionary<byte[], List<Promise>> streams = new(StreamKeys.Comparer);
    private long latest;

    public PromisedLeaves(IReadOnlyList<PromisedRecord> promises, Findings findings)
    {
        this.findings = findings;
        foreach (var promise in promises)
            Add(Encoding.UTF8.GetBytes(promise.Body));
    }

    /// <summary>How many are there.</summary>
    public int Kept => streams.Values.Sum(stream => stream.Count(promise => promise.IsKept));

    /// <summary>Looks at the next leaf.</summary>
    public void Next(ReadOnlySpan<byte> leaf, in LeafFields fields)
    {
        latest = Math.Max(latest, fields.Time);
        Span<byte> buffer = stackalloc byte[StreamKeys.LongestKey];
        if (fields.Service.Length + fields.Stream.Length + 1 > buffer.Length
            || !streams.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(StreamKeys.Join(buffer, fields.Service, fields.Stream), out var promises))
            return;
        foreach (var promise in promises)
        {
            if (promise.Sequence == fields.Sequence)
                (promise.IsKept, promise.IsReplaced) = IsOf(leaf, promise.Body) ? (true, promise.IsReplaced) : (promise.IsKept, true);
        }
    }

    /// <summary>Says what is wrong when every leaf was shown.</summary>
    public void Finish()
    {
        foreach (var (key, promises) in streams)
        {
            var name = Encoding.UTF8.GetString(key).Replace('\0', ' ');
            foreach (var promise in promises.Where(promise => !promise.IsKept))
            {
                var place = FormattableString.Invariant($"number {promise.Sequence} of {name}");
                if (promise.IsReplaced)
                    findings.Add(FindingCodes.BrokenPromise, place, "the log holds another record than was promised");
                else if (latest > promise.Time + Patience)
                    findings.Add(FindingCodes.BrokenPromise, place, "it was promised, and the log goes on for more than a minute without it");
                else
                    findings.Add(FindingCodes.OpenPromise, place, "it was promised, and the log ends too soon after to say whether it is kept");
            }
        }
    }

    private void Add(byte[] body)
    {
        byte[] leaf = [.. Before, .. body, .. After, .. "-1}"u8];
        if (!LeafReader.TryRead(leaf, out var fields, out var error))
        {
            findings.Add(FindingCodes.LeafForm, "receipt", error);
            return;
        }

        var key = StreamKeys.Join(new byte[fields.Service.Length + fields.Stream.Length + 1], fields.Service, fields.Stream).ToArray();
        if (!streams.TryGetValue(key, out var promises))
            streams[key] = promises = [];
        promises.Add(new Promise(body, fields.Sequence, fields.Time));
    }

    private static bool IsOf(ReadOnlySpan<byte> leaf, byte[] body) =>
        leaf.Length > Before.Length + body.Length && leaf[Before.Length..].StartsWith(body) && leaf[(Before.Length + body.Length)..].StartsWith(After);

    private sealed class Promise(byte[] body, long sequence, long time)
    {
        public byte[] Body { get; } = body;

        public long Sequence { get; } = sequence;

        public long Time { get; } = time;

        public bool IsKept { get; set; }

        public bool IsReplaced { get; set; }
    }
}
