using System.Runtime.InteropServices;
using System.Text;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Looks at leaves one after another: their form, their streams, and how many there are of each type.</summary>
internal sealed class LeafCheck(Findings findings, TrailMembership? trail, PromisedLeaves? promised = null)
{
    // More types than any version of the exchange knows are not counted one by one.
    private const int MaximumTypes = 256;
    private readonly Dictionary<byte[], long> types = new(StreamKeys.Comparer);

    public StreamOrder Streams { get; } = new(findings, trail);

    public long Leaves { get; private set; }

    public void Next(long index, ReadOnlySpan<byte> leaf, Func<string> place)
    {
        Leaves++;
        if (!LeafReader.TryRead(leaf, out var fields, out var error))
        {
            findings.Add(FindingCodes.LeafForm, place(), error);
            return;
        }

        var counts = types.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (types.Count < MaximumTypes || counts.ContainsKey(fields.Type))
            CollectionsMarshal.GetValueRefOrAddDefault(counts, fields.Type, out _)++;
        Streams.Next(index, fields, place);
        promised?.Next(leaf, fields);
    }

    public VerifyReport Into(VerifyReport report) => report with
    {
        Leaves = Leaves,
        Streams = Streams.Count,
        Types = types.OrderByDescending(entry => entry.Value).ToDictionary(entry => Encoding.UTF8.GetString(entry.Key), entry => entry.Value),
        Findings = findings.First,
        FindingCount = findings.Count,
    };
}
