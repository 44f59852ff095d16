using System.Globalization;
using System.Text;

namespace Referrals.Matching.NormaliseText;

/// <summary>Any script in ASCII, lower case (any-ascii's tables). What has no letters or digits of its own is a space.</summary>
public static class Transliteration
{
    private const int BlockBits = 8;

    private static readonly string[]?[] Blocks = Read();

    /// <summary>
    /// Lower-case ASCII letters and digits, other characters as single spaces; an apostrophe vanishes. A Han character stands
    /// for itself, with spaces around, so that names written in them divide.
    /// </summary>
    public static string Of(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\'' or 0x2019 or 0x02bc or 0x60)
                continue;
            if (rune.IsAscii)
            {
                Append(result, (char)rune.Value);
                continue;
            }

            // Diacritics and what is not seen belong to the word that they stand in.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Control)
                continue;
            var ascii = Find(rune.Value);
            var isHan = IsHan(rune);
            if (isHan || ascii.Length == 0)
                Append(result, ' ');
            foreach (var character in ascii)
                Append(result, character);
            if (isHan)
                Append(result, ' ');
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>Whether a character is one of the Han script.</summary>
    public static bool IsHan(Rune rune) => rune.Value is (>= 0x4e00 and <= 0x9fff) or (>= 0xf900 and <= 0xfaff);

    private static void Append(StringBuilder result, char character)
    {
        if (char.IsAsciiLetterOrDigit(character))
            result.Append(char.ToLowerInvariant(character));
        else if (result.Length > 0 && result[^1] != ' ' && character != '\'')
            result.Append(' ');
    }

    private static string Find(int codePoint)
    {
        var block = codePoint >> BlockBits;
        var cells = block < Blocks.Length ? Blocks[block] : null;
        var low = codePoint & ((1 << BlockBits) - 1);
        return cells is not null && low < cells.Length ? cells[low] : "";
    }

    private static string[]?[] Read()
    {
        var blocks = new string[]?[0x200];
        foreach (var line in TableFile.Lines("transliteration.txt"))
        {
            var cells = line.Split('\t');
            blocks[int.Parse(cells[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = cells[1..];
        }

        return blocks;
    }
}
