using System.Text;

namespace Referrals.Matching.NormaliseNames;

/// <summary>
/// How a name sounds, roughly and in any language: consonants by class, vowels only where the name begins. It is for finding
/// candidates, so that it would rather confuse than miss.
/// </summary>
public static class PhoneticCode
{
    private const int Longest = 5;

    private static readonly (string From, string To)[] Clusters =
    [
        ("sch", "s"), ("tch", "c"), ("tsch", "c"), ("cz", "c"), ("ph", "f"), ("gh", "g"), ("kh", "k"), ("ck", "k"), ("qu", "k"), ("wr", "r"), ("kn", "n"),
        ("pf", "f"), ("ch", "c"), ("sh", "s"), ("zh", "s"), ("th", "t"), ("dh", "d"), ("dj", "j"), ("dg", "j"), ("ll", "l"), ("mb", "m"), ("x", "ks"),
    ];

    /// <param name="word">Transliterated: lower-case ASCII letters.</param>
    public static string Of(string word)
    {
        foreach (var (from, to) in Clusters)
            word = word.Replace(from, to, StringComparison.Ordinal);
        var code = new StringBuilder(Longest);
        foreach (var letter in word)
        {
            var sound = Sound(letter, code.Length == 0);
            if (sound != '\0' && (code.Length == 0 || code[^1] != sound))
                code.Append(sound);
            if (code.Length == Longest)
                break;
        }

        return code.ToString();
    }

    private static char Sound(char letter, bool first) => letter switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => first ? 'a' : '\0',
        'h' => first ? 'h' : '\0',
        'b' or 'p' => 'p',
        'c' or 'k' or 'q' or 'g' => 'k',
        'd' or 't' => 't',
        'f' or 'v' or 'w' => 'f',
        's' or 'z' or 'j' => 's',
        'm' or 'n' => 'n',
        _ => letter,
    };
}
