using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>
/// Writes a log as a directory, leaf after leaf; its memory does not grow with the log. One that was begun or is of an
/// earlier size is gone on with: what it holds is read again and trusted for nothing, since the root must come out.
/// </summary>
public sealed class LogDirectoryWriter
{
    private readonly string directory;
    private readonly List<byte[]> entries = [];
    private readonly List<List<byte>> levels = [];
    private readonly TreeFrontier frontier = new();
    private byte[] buffer = [];
    private readonly Checkpoint? earlier;

    private LogDirectoryWriter(string directory)
    {
        this.directory = directory;
        var note = LogFiles.TryReadText(Path.Combine(directory, LogFiles.Checkpoint), SignedNote.MaximumLength, out _);
        earlier = note is null || SignedNote.TryParse(note, out _) is not { } signed ? null : Checkpoint.TryParse(signed.Text, out _);
    }

    /// <summary>How many leaves it has: the next one to append is of this index.</summary>
    public long Size => frontier.Size;

    /// <summary>Opens a directory, making it where there is none.</summary>
    /// <param name="directory">Where the log lies, or is to lie.</param>
    /// <param name="progress">Told how many leaves were read again.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">What it holds does not lead to the checkpoint that it holds.</exception>
    public static LogDirectoryWriter Open(string directory, Action<long>? progress = null, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(directory);
        var writer = new LogDirectoryWriter(directory);
        writer.ReadAgain(progress, cancellationToken);
        return writer;
    }

    /// <summary>Appends the next leaf; <see cref="InvalidDataException"/> when it contradicts the checkpoint that the directory holds.</summary>
    public void Append(ReadOnlySpan<byte> leaf)
    {
        entries.Add(leaf.ToArray());
        Hash(leaf);
        if (entries.Count == TilePath.FullWidth)
            Flush();
    }

    /// <summary>
    /// Ends the log at a checkpoint; <see cref="InvalidDataException"/> when the leaves do not lead to it. What the directory
    /// held before then stays, with its checkpoint.
    /// </summary>
    public void Finish(LogHead head)
    {
        var checkpoint = SignedNote.TryParse(head.Checkpoint, out _) is { } note ? Checkpoint.TryParse(note.Text, out _) : null;
        if (checkpoint is null || checkpoint.Size != Size || !checkpoint.Root.AsSpan().SequenceEqual(frontier.Root()))
            throw new InvalidDataException(
                $"the leaves do not lead to the checkpoint of size {checkpoint?.Size}: what was exported before, or what comes now, is not of this log");
        if (Size < earlier?.Size)
            throw new InvalidDataException($"the log is shorter than the checkpoint of {earlier.Size} leaves that the directory holds");
        Flush();
        for (var level = 0; level < levels.Count; level++)
        {
            if (levels[level].Count > 0)
                Write(TilePath.Holding(level, LogFiles.Hashes(level, Size) - 1, Size), [.. levels[level]]);
        }

        head.Write(directory);
        var tiles = Directory.CreateDirectory(Path.Combine(directory, "tile"));
        foreach (var file in tiles.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.FullName))
        {
            if (!LogFiles.Belongs(Path.GetRelativePath(directory, file).Replace('\\', '/'), Size, head.Successions.Count))
                File.Delete(file);
        }
    }

    private void ReadAgain(Action<long>? progress, CancellationToken cancellationToken)
    {
        for (var more = true; more;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            more = ReadBundle(new TilePath(TilePath.Entries, Size / TilePath.FullWidth));
            progress?.Invoke(Size);
        }

        // A partial bundle of the last checkpoint, the widest that there is.
        for (var width = TilePath.FullWidth - 1; width > 0 && entries.Count == 0; width--)
            ReadBundle(new TilePath(TilePath.Entries, Size / TilePath.FullWidth, width));
    }

    private bool ReadBundle(TilePath path)
    {
        var length = BoundedFile.TryRead(Path.Combine(directory, path.ToString()), ref buffer, EntryBundle.MaximumLength);
        if (length < 0 || length > EntryBundle.MaximumLength || EntryBundle.TryRead(buffer.AsMemory(0, length), path.Width) is not { } read)
            return false;
        foreach (var entry in read)
            Append(entry.Span);
        return path.Width == TilePath.FullWidth;
    }

    private void Hash(ReadOnlySpan<byte> leaf)
    {
        var hash = MerkleHash.OfLeaf(leaf);
        var index = Size;
        frontier.Append(hash);
        if (Size == earlier?.Size && !earlier.Root.AsSpan().SequenceEqual(frontier.Root()))
            throw new InvalidDataException($"the first {Size} leaves do not lead to the checkpoint that the directory holds: they are of another log, or were altered");
        for (var level = 0; ; level++, index /= TilePath.FullWidth)
        {
            if (levels.Count == level)
                levels.Add([]);
            levels[level].AddRange(hash);
            if (levels[level].Count < TilePath.FullWidth * MerkleHash.Length)
                return;
            var tile = levels[level].ToArray();
            levels[level].Clear();
            Write(new TilePath(level, index / TilePath.FullWidth), tile);
            hash = MerkleHash.OfTile(tile);
        }
    }

    private void Flush()
    {
        if (entries.Count == 0)
            return;
        Write(TilePath.Holding(TilePath.Entries, Size - 1, Size), EntryBundle.Write(entries));
        entries.Clear();
    }

    private void Write(TilePath path, byte[] bytes)
    {
        var file = Path.Combine(directory, path.ToString());
        if (File.Exists(file) && new FileInfo(file).Length == bytes.Length && bytes.AsSpan().SequenceEqual(File.ReadAllBytes(file)))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes($"{file}.new", bytes);
        File.Move($"{file}.new", file, overwrite: true);
    }
}
