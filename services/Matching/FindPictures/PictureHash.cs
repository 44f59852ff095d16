using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Referrals.Matching.FindPictures;

/// <summary>A PDQ hash: 256 bits of a picture's looks.</summary>
public readonly record struct PictureHash(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>The distance within which two pictures are taken for copies.</summary>
    public const int Nearest = 31;

    /// <summary>How many bytes it takes.</summary>
    public const int Bytes = 32;

    private const int HexDigits = 64;
    private const int Part = 16;

    /// <summary>Reads 64 hexadecimal digits; null for anything else.</summary>
    public static PictureHash? Parse(string text) =>
        text.Length == HexDigits && Read(text, 0) is { } a && Read(text, 1) is { } b && Read(text, 2) is { } c && Read(text, 3) is { } d ? new PictureHash(a, b, c, d) : null;

    /// <summary>Bits in which two differ.</summary>
    public int DistanceTo(PictureHash other) =>
        BitOperations.PopCount(A ^ other.A) + BitOperations.PopCount(B ^ other.B) + BitOperations.PopCount(C ^ other.C) + BitOperations.PopCount(D ^ other.D);

    /// <summary>Whether two pictures are taken for copies of one.</summary>
    public bool IsLike(PictureHash other) => DistanceTo(other) <= Nearest;

    /// <summary>One of its sixteen words of 16 bits.</summary>
    public ushort Word(int index) => (ushort)((index >> 2) switch { 0 => A, 1 => B, 2 => C, _ => D } >> (16 * (index & 3)));

    /// <summary>Writes it as so many bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, A);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], D);
    }

    /// <summary>Reads what was written.</summary>
    public static PictureHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    private static ulong? Read(string text, int part) =>
        ulong.TryParse(text.AsSpan(part * Part, Part), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
