using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Tiles;

/// <summary>Which tile or entry bundle of a log (C2SP tlog-tiles).</summary>
/// <param name="Level">Level of the tile, 0 to 63; <see cref="Entries"/> for a bundle of entries.</param>
/// <param name="Index">Index in the level.</param>
/// <param name="Width">How many hashes or entries: 256 for a full one, 1 to 255 for a partial.</param>
public readonly record struct TilePath(int Level, long Index, int Width = TilePath.FullWidth)
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>Height of the tree inside a tile.</summary>
    public const int Height = 8;

    /// <summary>Stands for the level of a bundle of entries.</summary>
    public const int Entries = -1;

    private const int MaximumLevel = 63;

    /// <summary>Index of the first hash or entry in its level.</summary>
    public long First => Index * FullWidth;

    /// <summary>Length of a tile's hashes in bytes; means nothing for entries.</summary>
    public int Bytes => Width * Tree.MerkleHash.Length;

    /// <summary>The tile that holds an index of a level, as wide as it is in a log of this size.</summary>
    public static TilePath Holding(int level, long index, long logSize)
    {
        var hashes = level <= 0 ? logSize : level * Height >= 63 ? 0 : logSize >> (level * Height);
        var tile = index / FullWidth;
        return new TilePath(level, tile, (int)Math.Min(FullWidth, hashes - tile * FullWidth));
    }

    /// <summary>Every tile and bundle of a log of this size that is not in the log of the size before.</summary>
    public static IEnumerable<TilePath> NewBetween(long sizeBefore, long size)
    {
        for (var (level, before, hashes) = (Entries, sizeBefore, size); hashes > 0; level++)
        {
            for (var tile = before / FullWidth; tile * FullWidth < hashes; tile++)
            {
                var path = Holding(level, tile * FullWidth, size);
                if (path.First + path.Width > before)
                    yield return path;
            }

            if (level >= 0)
                (before, hashes) = (before / FullWidth, hashes / FullWidth);
        }
    }

    /// <summary>Reads <c>tile/0/x001/234.p/5</c>; null when it is no such path.</summary>
    public static TilePath? TryParse(string path)
    {
        var parts = path.Length <= 64 ? path.Split('/') : [];
        if (parts.Length < 3 || parts[0] != "tile")
            return null;
        var level = Entries;
        if (parts[1] != "entries" && (!Base64.TryDecimal(parts[1], out var number) || number > MaximumLevel || (level = (int)number) < 0))
            return null;
        var width = FullWidth;
        var elements = parts.AsSpan(2);
        if (elements.Length > 1 && elements[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!Base64.TryDecimal(elements[^1], out var partial) || partial is < 1 or >= FullWidth)
                return null;
            width = (int)partial;
            elements = elements[..^1];
            elements[^1] = elements[^1][..^2];
        }

        return TryIndex(elements) is { } index ? new TilePath(level, index, width) : null;
    }

    /// <summary>The path below the log's prefix.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Index.ToString("000", CultureInfo.InvariantCulture));
        while (text.Length % 3 != 0)
            text.Insert(0, '0');
        var path = new StringBuilder(Level == Entries ? "tile/entries/" : string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/"));
        for (var i = 0; i < text.Length; i += 3)
            path.Append(i + 3 < text.Length ? "x" : "").Append(text, i, 3).Append(i + 3 < text.Length ? "/" : "");
        if (Width < FullWidth)
            path.Append(CultureInfo.InvariantCulture, $".p/{Width}");
        return path.ToString();
    }

    private static long? TryIndex(ReadOnlySpan<string> elements)
    {
        var index = 0L;
        for (var i = 0; i < elements.Length; i++)
        {
            var element = elements[i].AsSpan();
            if (i < elements.Length - 1)
            {
                if (!element.StartsWith("x") || (i == 0 && element.SequenceEqual("x000")))
                    return null;
                element = element[1..];
            }

            if (element.Length != 3 || element.ContainsAnyExceptInRange('0', '9') || index > long.MaxValue / FullWidth / 1000 - 1)
                return null;
            index = index * 1000 + int.Parse(element, CultureInfo.InvariantCulture);
        }

        return elements.Length > 0 ? index : null;
    }
}
