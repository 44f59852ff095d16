using Referrals.Common.V1;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseNames;

/// <summary>Brings names to words. Total: whatever the text, there is an answer, if only an empty one.</summary>
public static class NameNormaliser
{
    private const int MostWords = 6;
    private const int LongestWord = 40;
    private const int LongestText = 512;

    /// <summary>A name in its parts; what <c>full</c> has beyond them counts as given names.</summary>
    public static NameForm Normalise(PersonName name)
    {
        var given = Words(name.Given);
        var family = Words(name.Family);
        if (given.Count + family.Count == 0)
            return OfFull(name.Full);
        var generation = Generation($"{name.Given} {name.Family} {name.Full}");
        var middle = Words(BeforeComma(name.Full)).Where(word => !given.Contains(word) && !family.Contains(word));
        return new NameForm([.. given.Concat(middle).Take(MostWords)], family) { Generation = generation };
    }

    /// <summary>A name that is not divided: <c>Family, Given</c>, or the family name last; in Han characters it is first.</summary>
    public static NameForm OfFull(string full)
    {
        if (full.Split(',', 2) is [var before, var after] && Words(before) is { Count: > 0 } family && Words(after) is { Count: > 0 } given)
            return new NameForm(given, family);
        var words = Words(full);
        if (words.Count < 2)
            return new NameForm([], words);
        return full.EnumerateRunes().Any(Transliteration.IsHan) ? new NameForm([PlainText.Cut(string.Concat(words.Skip(1)), LongestWord)], [words[0]]) : new NameForm([.. words.SkipLast(1)], [words[^1]]);
    }

    /// <summary>The first word is a name.</summary>
    private static int Generation(string text)
    {
        var words = Transliteration.Of(PlainText.Cut(text, LongestText)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Skip(1).Select(NameWords.Generation).FirstOrDefault(generation => generation > 0);
    }

    private static List<string> Words(string text)
    {
        if (Placeholders.Has(text))
            return [];
        var words = Transliteration.Of(LookAlikes.Resolve(PlainText.Cut(text, LongestText)))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => PlainText.Cut(word, LongestWord))
            .Where(word => !NameWords.IsTitle(word))
            .Take(2 * MostWords)
            .ToList();
        var named = words.Where(word => !NameWords.IsParticle(word)).Take(MostWords).ToList();
        if (named.Count == 0)
            named = [.. words.Take(1)];

        // What is left of Mr Unknown says no more than the word alone.
        return Placeholders.Has(string.Concat(named)) ? [] : named;
    }

    /// <summary>Honours follow a comma: <c>John Example, 1st Baronet</c>.</summary>
    private static string BeforeComma(string full) => full.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma ? full[..comma] : full;
}
