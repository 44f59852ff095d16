using System.Collections.Frozen;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormalisePlaces;

/// <summary>Places, streets and postal codes as words that are compared. Total.</summary>
public static class PlaceNormaliser
{
    private const int MostWords = 16;
    private const int LongestText = 512;
    private const int LongestCode = 32;

    private static readonly FrozenDictionary<string, string> Written =
        TableFile.Lines("place-words.txt").Select(line => line.Split(' ')).SelectMany(line => line.Skip(1).Select(variant => (variant, Word: line[0])))
            .DistinctBy(pair => pair.variant).ToFrozenDictionary(pair => pair.variant, pair => pair.Word);

    private static readonly FrozenSet<string> Usual = TableFile.Lines("street-words.txt").SelectMany(line => line.Split(' ')).ToFrozenSet();

    /// <summary>The words of a place or street, abbreviations written out.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var written = Transliteration.Of(LookAlikes.Resolve(PlainText.Cut(text, LongestText))).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Written.GetValueOrDefault(word, word));
        var words = PlainText.Cut(string.Join(' ', written), LongestText).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        return Placeholders.Has(text) || Placeholders.Has(string.Concat(words)) ? [] : words;
    }

    /// <summary>A town, region or country in one word: <c>saint</c> and <c>city</c> do not tell places apart.</summary>
    public static string Place(string text) => string.Concat(Words(text).Where(word => word is not ("city" or "town" or "municipality" or "province" or "of" or "saint" or "county")));

    /// <summary>Whether a word of a line stands in many: <c>street</c>, <c>barangay</c>, <c>apartment</c>.</summary>
    public static bool IsUsual(string word) => Usual.Contains(word);

    /// <summary>Whether what a word names lies within a town.</summary>
    public static bool IsPartOfTown(string word) => word is "barangay" or "subdivision" or "village" or "poblacion" or "purok" or "sitio";

    /// <summary>Letters and digits of a postal code; US codes without their last four digits.</summary>
    public static string PostalCode(string text)
    {
        var code = string.Concat(Transliteration.Of(PlainText.Cut(text, LongestCode)).Where(char.IsAsciiLetterOrDigit));
        if (Placeholders.Has(code))
            return "";
        return code.Length == 9 && code.All(char.IsAsciiDigit) ? code[..5] : PlainText.Cut(code, LongestCode);
    }

    /// <summary>The part of a postal code that stands for a district.</summary>
    public static string District(string code) => code.Length switch
    {
        >= 5 when char.IsAsciiLetter(code[0]) => code[..^3],
        >= 4 => code[..^2],
        _ => code,
    };
}
