using System.Globalization;
using System.Numerics;

namespace Referrals.Matching.FindPictures;

/// <summary>A PDQ hash: 256 bits of a picture's looks.</summary>
public readonly record struct PictureHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int HexDigits = 64;
    private const int Part = 16;

    /// <summary>Reads 64 hexadecimal digits; null for anything else.</summary>
    public static PictureHash? Parse(string text) =>
        text.Length == HexDigits && Read(text, 0) is { } a && Read(text, 1) is { } b && Read(text, 2) is { } c && Read(text, 3) is { } d ? new PictureHash(a, b, c, d) : null;

    /// <summary>Bits in which two differ.</summary>
    public int DistanceTo(PictureHash other) =>
        BitOperations.PopCount(A ^ other.A) + BitOperations.PopCount(B ^ other.B) + BitOperations.PopCount(C ^ other.C) + BitOperations.PopCount(D ^ other.D);

    /// <summary>One of its sixteen words of 16 bits.</summary>
    public ushort Word(int index) => (ushort)((index >> 2) switch { 0 => A, 1 => B, 2 => C, _ => D } >> (16 * (index & 3)));

    private static ulong? Read(string text, int part) =>
        ulong.TryParse(text.AsSpan(part * Part, Part), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
