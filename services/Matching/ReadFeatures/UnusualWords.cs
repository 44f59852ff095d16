using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.ReadFeatures;

/// <summary>The words of a text that may tell it from others: what nearly every text has is left out, and endings are.</summary>
internal static partial class UnusualWords
{
    private const int Most = 32;
    private const int Shortest = 3;

    private static readonly FrozenSet<string> Common = TableFile.Lines("common-words.txt").SelectMany(line => line.Split(' ')).ToFrozenSet();

    /// <param name="text">As written.</param>
    /// <param name="words">Its words, transliterated, in their order.</param>
    public static IEnumerable<string> Of(string text, IEnumerable<string> words) =>
        (Joint().IsMatch(text) ? Divided(text) : words).Where(word => word.Length >= Shortest && !Common.Contains(word)).Select(Stem).Distinct().Take(Most);

    /// <summary>Words with the parts of those that are written in one: <c>ExampleChat</c> and <c>ana1980</c> are themselves, and each part.</summary>
    private static string[] Divided(string text) =>
        Transliteration.Of(Joined().Replace(text, word => Joint().IsMatch(word.Value) ? $"{word.Value} {Joint().Replace(word.Value, " ")}" : word.Value)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Joined();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z])(?=[0-9])")]
    private static partial Regex Joint();

    /// <summary>Without the endings of number and tense: roughly, and the same for the same word.</summary>
    private static string Stem(string word) => word switch
    {
        { Length: <= 3 } => word,
        { Length: <= 5 } => word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word,
        _ when Ending(word) is { } ending => word[..^ending.Length],
        _ => word,
    };

    private static string? Ending(string word)
    {
        foreach (var ending in (ReadOnlySpan<string>)["ations", "ation", "ings", "ing", "ions", "ion", "edly", "ed", "es", "ly", "s"])
        {
            if (word.Length - ending.Length >= 4 && word.EndsWith(ending, StringComparison.Ordinal))
                return ending;
        }

        return null;
    }
}
