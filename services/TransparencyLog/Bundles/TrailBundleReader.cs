using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>Reads the file of a trail. It takes no other form than the one in which it is written.</summary>
public static class TrailBundleReader
{
    private const int MaximumHashes = 64;
    private const int MaximumList = 1000;

    /// <summary>Reads a bundle; null, with the reason, when it is none. It says nothing yet about its truth.</summary>
    public static TrailBundle? TryRead(ReadOnlyMemory<byte> file, out string error) =>
        BundleText.TryRead(file, TrailBundle.MaximumLength, Read, bundle => bundle.Write(), out error);

    /// <summary>Reads salts alone: a JSON list of index, field and salt; null, with the reason, when it is none.</summary>
    public static IReadOnlyList<TrailSalt>? TryReadSalts(ReadOnlyMemory<byte> file, out string error) =>
        BundleText.TryRead(file, root => Members.ListOf(root, "salts", TrailBundle.MaximumRecords, BundleText.Salt), out error);

    private static TrailBundle Read(Members bundle)
    {
        if (bundle.Text("format") != TrailBundle.Format)
            throw new FormatException($"its format is not {TrailBundle.Format}");
        var read = new TrailBundle(
            bundle.Text("subject"),
            bundle.Text("origin"),
            new LogHead(bundle.Text("checkpoint"), bundle.Texts("vkeys", LogFiles.MaximumKeys), bundle.Texts("successions", LogFiles.MaximumKeys)),
            bundle.List("records", TrailBundle.MaximumRecords, Record),
            bundle.List("salts", TrailBundle.MaximumRecords, BundleText.Salt),
            bundle.List("consistency", MaximumList, Consistency))
        {
            Withheld = bundle.List("withheld", TrailBundle.MaximumRecords, gap => new TrailGap(gap.Number("count"), gap.Number("index"))),
        };
        bundle.Finish();
        BundleText.RequireKeys(read.Head.Keys);
        return read;
    }

    private static TrailRecord Record(Members record) => new(record.Number("index"), record.Text("leaf"), Hashes(record));

    private static TrailConsistency Consistency(Members proof) => new(proof.Number("size"), Hashes(proof));

    private static List<byte[]> Hashes(Members members) =>
        [.. members.Texts("proof", MaximumHashes).Select(text => Base64.DecodeHash(text) ?? throw members.Wrong("proof", "is not base64 of hashes of 32 bytes"))];
}
