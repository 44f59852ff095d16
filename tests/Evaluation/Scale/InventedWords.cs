namespace Referrals.Evaluation.Scale;

/// <summary>Words put together from syllables: as many as are asked for, the first ones the commonest.</summary>
internal static class InventedWords
{
    private const string Consonants = "bdfghklmnprstv";
    private const string Vowels = "aeiou";
    private static readonly int Syllables = Consonants.Length * Vowels.Length;

    /// <summary>The word of a number; each number has its own.</summary>
    public static string Of(int number)
    {
        var word = "";
        for (var left = number + Syllables; left > 0; left /= Syllables)
        {
            var syllable = left % Syllables;
            word += $"{Consonants[syllable / Vowels.Length]}{Vowels[syllable % Vowels.Length]}";
        }

        return $"{char.ToUpperInvariant(word[0])}{word[1..]}";
    }

    /// <summary>A word of a vocabulary, the commoner the likelier.</summary>
    public static string Pick(Random random, int vocabulary) => Of((int)(vocabulary * Math.Pow(random.NextDouble(), 3)));

    /// <summary>A word with a slip of the pen: two letters swapped.</summary>
    public static string Slip(string word, Random random)
    {
        var at = random.Next(word.Length - 1);
        return word[..at] + word[at + 1] + word[at] + word[(at + 2)..];
    }
}
