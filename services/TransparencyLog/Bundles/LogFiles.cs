using System.Text;
using Referrals.TransparencyLog.Tiles;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>
/// Where things lie in an exported log: tiles and bundles of entries as C2SP tlog-tiles says, and beside them the newest
/// checkpoint, the keys that signed it and how each key of the log named the next.
/// </summary>
public static class LogFiles
{
    /// <summary>The checkpoint, a signed note.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Verifier keys of the log and of its witnesses, one a line.</summary>
    public const string Keys = "log.vkeys";

    /// <summary>Directory of the successions of keys, notes called 001, 002, …</summary>
    public const string Successions = "successions";

    /// <summary>How many keys, and how many successions, are read.</summary>
    public const int MaximumKeys = 64;

    internal static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Name of a succession, counted from 1, below the log's directory.</summary>
    public static string Succession(int number) => $"{Successions}/{number:000}";

    /// <summary>Whether a file belongs to an exported log of this size with so many successions.</summary>
    public static bool Belongs(string name, long size, int successions)
    {
        if (name is Checkpoint or Keys)
            return true;
        if (name.StartsWith($"{Successions}/", StringComparison.Ordinal))
            return Enumerable.Range(1, successions).Any(number => name == Succession(number));
        return TilePath.TryParse(name) is { } path && path.ToString() == name && path.First < Hashes(path.Level, size) && path == TilePath.Holding(path.Level, path.First, size);
    }

    /// <summary>How many hashes, or entries, a level has.</summary>
    public static long Hashes(int level, long size) => level <= 0 ? size : level * TilePath.Height >= 63 ? 0 : size >> (level * TilePath.Height);

    /// <summary>The whole of a file as strict UTF-8; null, with the reason, when it is not there, too long or no text.</summary>
    internal static string? TryReadText(string path, int limit, out string error)
    {
        error = "";
        var bytes = new byte[limit + 1];
        var length = BoundedFile.TryRead(path, bytes);
        if (length < 0)
            error = "there is no such file, or it cannot be read";
        else if (length > limit)
            error = $"it is longer than {limit} bytes";
        else
            return Text(bytes.AsSpan(0, length), out error);
        return null;
    }

    private static string? Text(ReadOnlySpan<byte> bytes, out string error)
    {
        error = "";
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            error = "it is not UTF-8";
            return null;
        }
    }
}
