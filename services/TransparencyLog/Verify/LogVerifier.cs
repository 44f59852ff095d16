using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Verifies an exported log, a directory, bundle after bundle. Everything is computed anew from the leaves and compared with
/// what lies there; memory grows with the number of streams and open hand-offs and with nothing else.
/// </summary>
public sealed class LogVerifier
{
    private readonly string directory;
    private readonly Findings findings = new();
    private readonly LeafCheck leaves;
    private readonly PromisedLeaves? promised;
    private readonly TreeFrontier frontier = new();
    private byte[] buffer = [];
    private readonly byte[] hashes = new byte[TilePath.FullWidth * MerkleHash.Length];
    private byte[]? earlierRoot;

    private LogVerifier(string directory, IReadOnlyList<PromisedRecord> promises)
    {
        this.directory = directory;
        promised = promises.Count > 0 ? new PromisedLeaves(promises, findings) : null;
        leaves = new LeafCheck(findings, trail: null, promised);
    }

    /// <summary>Verifies a log.</summary>
    /// <param name="directory">Where it lies.</param>
    /// <param name="options">What is known from elsewhere.</param>
    /// <param name="progress">Told how many leaves were read, now and then, and how many there are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static VerifyReport Verify(string directory, VerifyOptions options, Action<long, long>? progress = null, CancellationToken cancellationToken = default) =>
        new LogVerifier(directory, options.Promised).Run(options, progress, cancellationToken);

    private VerifyReport Run(VerifyOptions options, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var head = LogHead.Read(directory, (file, error) => findings.Add(File.Exists(Path.Combine(directory, file)) ? FindingCodes.Malformed : FindingCodes.Missing, file, error));
        var verifier = new HeadVerifier(head, options, findings);
        var report = verifier.Verify();
        if (report.Checkpoint is not { } checkpoint)
            return leaves.Into(report);
        if (options.Content is not null || options.Salts.Count > 0)
            findings.Add(FindingCodes.Content, "content", "content is compared with the bundle of a trail and not with a whole log");
        var earlier = verifier.Earlier(checkpoint.Origin);
        var tiles = new TileCheck(directory, checkpoint.Size, findings);
        var differing = new DifferingLeaves(findings);
        for (var first = 0L; first < checkpoint.Size && !tiles.IsHopeless; first += TilePath.FullWidth)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadBundle(TilePath.Holding(TilePath.Entries, first, checkpoint.Size), tiles, differing, earlier?.Size ?? -1);
            progress?.Invoke(Math.Min(first + TilePath.FullWidth, checkpoint.Size), checkpoint.Size);
        }

        tiles.Finish();
        leaves.Streams.Finish();
        promised?.Finish();
        differing.Finish(checkpoint, frontier.Root(), tiles.Root());
        FindUnexpectedFiles(checkpoint.Size, head.Successions.Count);
        return leaves.Into(report with { ConsistentWith = Compare(checkpoint, earlier), Promises = options.Promised.Count, Kept = promised?.Kept ?? 0 });
    }

    private void ReadBundle(TilePath path, TileCheck tiles, DifferingLeaves differing, long earlierSize)
    {
        var length = BoundedFile.TryRead(Path.Combine(directory, path.ToString()), ref buffer, EntryBundle.MaximumLength);
        var entries = length < 0 || length > EntryBundle.MaximumLength ? null : EntryBundle.TryRead(buffer.AsMemory(0, length), path.Width);
        var computed = hashes.AsSpan(0, path.Width * MerkleHash.Length);
        if (entries is null)
        {
            findings.Add(length < 0 ? FindingCodes.Missing : FindingCodes.Malformed, path.ToString(), length < 0 ? "there is no such file, or it cannot be read" : $"it does not hold {path.Width} entries, and nothing else");
            computed.Clear();
        }
        else
        {
            for (var i = 0; i < entries.Count; i++)
                MerkleHash.OfLeaf(entries[i].Span, computed.Slice(i * MerkleHash.Length, MerkleHash.Length));
        }

        var stored = tiles.NextLeaves(path, computed, entries is not null);
        if (entries is not null && stored is not null)
            differing.Compare(path, computed, stored);
        Grow(computed, earlierSize);
        for (var i = 0; i < (entries?.Count ?? 0); i++)
        {
            var index = path.First + i;
            leaves.Next(index, entries![i].Span, () => $"leaf {index}");
        }
    }

    /// <summary>Adds the hashes to the tree, and keeps the root that it has at the size of the earlier checkpoint.</summary>
    private void Grow(ReadOnlySpan<byte> computed, long earlierSize)
    {
        var full = computed.Length == hashes.Length;
        if (full && (earlierSize <= frontier.Size || earlierSize >= frontier.Size + TilePath.FullWidth))
        {
            Remember(earlierSize);
            frontier.AppendSubtree(MerkleHash.OfTile(computed), TilePath.Height);
        }
        else
        {
            for (var i = 0; i < computed.Length; i += MerkleHash.Length)
            {
                Remember(earlierSize);
                frontier.Append(computed.Slice(i, MerkleHash.Length).ToArray());
            }
        }

        Remember(earlierSize);
    }

    private void Remember(long earlierSize)
    {
        if (frontier.Size == earlierSize)
            earlierRoot = frontier.Root();
    }

    private long? Compare(Checkpoint checkpoint, Checkpoint? earlier)
    {
        if (earlier is null)
            return null;
        if (earlier.Size > checkpoint.Size)
            findings.Add(FindingCodes.RolledBack, "earlier checkpoint", $"it is of {earlier.Size} leaves, and this log has only {checkpoint.Size}");
        else if (!earlier.Root.AsSpan().SequenceEqual(earlier.Size == 0 ? MerkleHash.Empty : earlierRoot))
            findings.Add(FindingCodes.Forked, "earlier checkpoint", $"the first {earlier.Size} leaves of this log do not lead to its root");
        else
            return earlier.Size;
        return null;
    }

    private void FindUnexpectedFiles(long size, int successions)
    {
        foreach (var file in Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(directory, file).Replace('\\', '/');
            if (!Directory.Exists(file) && !LogFiles.Belongs(name, size, successions))
                findings.Add(FindingCodes.UnexpectedFile, name, $"it does not belong to a log of {size} leaves");
        }
    }
}
