using System.Buffers.Binary;

namespace Referrals.TransparencyLog.Tiles;

/// <summary>Entries of a log one after the other (C2SP tlog-tiles): each with its length in two bytes, big-endian, before it.</summary>
public static class EntryBundle
{
    /// <summary>Length of the longest entry in bytes.</summary>
    public const int MaximumEntry = ushort.MaxValue;

    /// <summary>Length of the longest bundle in bytes.</summary>
    public const int MaximumLength = TilePath.FullWidth * (MaximumEntry + 2);

    /// <summary>The bundle of entries, at most 256.</summary>
    public static byte[] Write(IReadOnlyCollection<byte[]> entries)
    {
        var bundle = new byte[entries.Sum(entry => entry.Length + 2)];
        var at = 0;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bundle.AsSpan(at), checked((ushort)entry.Length));
            entry.CopyTo(bundle, at + 2);
            at += entry.Length + 2;
        }

        return bundle;
    }

    /// <summary>The entries of a bundle that is to hold so many; null when it does not, or has bytes besides.</summary>
    public static List<ReadOnlyMemory<byte>>? TryRead(ReadOnlyMemory<byte> bundle, int count)
    {
        var entries = new List<ReadOnlyMemory<byte>>(Math.Clamp(count, 0, TilePath.FullWidth));
        while (bundle.Length >= 2 && entries.Count < count)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < length + 2)
                return null;
            entries.Add(bundle.Slice(2, length));
            bundle = bundle[(length + 2)..];
        }

        return bundle.IsEmpty && entries.Count == count ? entries : null;
    }
}
