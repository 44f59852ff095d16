using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Whether each stream is whole and in order, leaf after leaf. Its memory grows with the number of streams, about 150 bytes
/// each, and with nothing else.
/// </summary>
/// <param name="findings">Where to say what is wrong.</param>
/// <param name="trail">What of the log is shown; null for all of it, so that every stream begins at 1 and every cause was seen.</param>
internal sealed class StreamOrder(Findings findings, TrailMembership? trail)
{
    // A record carries the time at which its transaction began, and transactions of one stream may wait for one another.
    private const long Tolerance = 60_000_000;

    private readonly Dictionary<byte[], Last> streams = new(StreamKeys.Comparer);
    private readonly CustodyOrder custody = new(findings, trail is null);
    private readonly List<(byte[] Key, long Sequence, string Cause, string Place)> unseenCauses = [];
    private bool simulated;

    /// <summary>How many streams were seen.</summary>
    public int Count => streams.Count;

    /// <summary>The streams that were seen, each with its service, first and last number.</summary>
    public IEnumerable<(string Service, string Stream, long First, long Last)> Streams() => streams.Select(entry =>
    {
        var parts = Encoding.UTF8.GetString(entry.Key).Split('\0', 2);
        return (parts[0], parts[1], entry.Value.First, entry.Value.Sequence);
    });

    /// <summary>Looks back when every leaf was shown.</summary>
    public void Finish()
    {
        foreach (var (key, sequence, cause, place) in unseenCauses)
        {
            if (streams.TryGetValue(key, out var found) && sequence >= found.First && sequence <= found.Sequence)
                findings.Add(FindingCodes.Cause, place, $"its cause {cause} stands after it");
        }
    }

    /// <summary>Looks at the next leaf, in the order of the log.</summary>
    public void Next(long index, in LeafFields leaf, Func<string> place)
    {
        Span<byte> buffer = stackalloc byte[StreamKeys.LongestKey];
        if (leaf.Service.Length + leaf.Stream.Length + 1 > StreamKeys.LongestKey || leaf.Service.Contains((byte)0))
        {
            findings.Add(FindingCodes.LeafForm, place(), "the name of its stream is too long");
            return;
        }

        var key = StreamKeys.Join(buffer, leaf.Service, leaf.Stream);
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(streams.GetAlternateLookup<ReadOnlySpan<byte>>(), key, out var known);
        if (!known)
            last = new Last { First = leaf.Sequence, Index = -1 };
        trail?.Note(index, leaf);
        if (leaf.Previous >= index || (!LeavesOut(leaf, last) && !IsWithheld(leaf, last)))
            CheckPlace(leaf, last, place);
        CheckTime(leaf, last, place);
        last.Index = index;
        last.Sequence = Math.Max(last.Sequence, leaf.Sequence);
        last.Time = Math.Max(last.Time, leaf.Time);
        CheckCause(leaf, place);
        custody.Next(leaf, last.First > 1, place);
        simulated |= leaf.Type.SequenceEqual("clock_advanced"u8);
    }

    /// <summary>Whether what lies between this leaf and the last one of its stream does not belong to the trail that is shown.</summary>
    private bool LeavesOut(in LeafFields leaf, in Last last) =>
        trail is not null && leaf.Previous > last.Index && leaf.Sequence > last.Sequence + 1 && !trail.Covers(Encoding.UTF8.GetString(leaf.Stream), leaf.Previous);

    /// <summary>Whether what lies between is withheld: the leaf says how much that is, and where the last of it stands.</summary>
    private bool IsWithheld(in LeafFields leaf, in Last last) =>
        trail is not null && leaf.Previous > last.Index && leaf.Sequence > last.Sequence + 1 && trail.Withholds(leaf.Sequence - last.Sequence - 1, leaf.Previous);

    private void CheckPlace(in LeafFields leaf, in Last last, Func<string> place)
    {
        var expected = last.Sequence + 1;
        var what = leaf.Sequence < expected ? "it stands there already, or out of order"
            : leaf.Sequence == expected + 1 ? Format($"number {expected} is missing")
            : Format($"numbers {expected} to {leaf.Sequence - 1} are missing");
        if (leaf.Sequence != expected)
            findings.Add(FindingCodes.Sequence, place(), Format($"number {leaf.Sequence} of {Name(leaf)}: {what}"));
        if (leaf.Previous != last.Index)
            findings.Add(FindingCodes.Previous, place(), Format($"it names leaf {leaf.Previous} as the previous one of {Name(leaf)}, which was {last.Index}"));
    }

    private void CheckTime(in LeafFields leaf, in Last last, Func<string> place)
    {
        // A simulated clock may be set forward while a transaction runs.
        if (leaf.Time < last.Time - Tolerance && !simulated)
            findings.Add(FindingCodes.Time, place(), Format($"its time is {TimeSpan.FromMicroseconds(last.Time - leaf.Time)} before that of an earlier record of {Name(leaf)}"));
    }

    private void CheckCause(in LeafFields leaf, Func<string> place)
    {
        if (leaf.Cause.IsEmpty)
            return;
        Span<byte> buffer = stackalloc byte[StreamKeys.LongestKey];
        if (!StreamKeys.TryReadCause(leaf.Cause, buffer, out var key, out var sequence))
            findings.Add(FindingCodes.LeafForm, place(), "its cause is not written service:stream#sequence");
        else if (!streams.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var cause) || cause.Sequence < sequence)
            Unseen(key, sequence, Encoding.UTF8.GetString(leaf.Cause), place);
    }

    private void Unseen(ReadOnlySpan<byte> key, long sequence, string cause, Func<string> place)
    {
        // Of a trail it may lie outside; whether it stands too late is known at the end.
        if (trail is null)
            findings.Add(FindingCodes.Cause, place(), $"its cause {cause} does not stand before it");
        else
            unseenCauses.Add((key.ToArray(), sequence, cause, place()));
    }

    private static string Name(in LeafFields leaf) => $"{Encoding.UTF8.GetString(leaf.Service)} {Encoding.UTF8.GetString(leaf.Stream)}";

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private struct Last
    {
        public long First;
        public long Index;
        public long Sequence;
        public long Time;
    }
}
