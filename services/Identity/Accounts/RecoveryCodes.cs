using System.Security.Cryptography;

namespace Referrals.Identity.Accounts;

/// <summary>Codes on paper that stand in for a lost authenticator, each once.</summary>
public static class RecoveryCodes
{
    /// <summary>How many are made at a time.</summary>
    public const int Count = 10;

    private const int Letters = 16;
    private const int Group = 4;

    // No vowels, so that no word comes out, and nothing that looks like another.
    private const string Alphabet = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>New ones, in groups: <c>k7wd-29mx-hpqr-4tvz</c>; 76 bits each.</summary>
    public static IReadOnlyList<string> Make() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Letters).Chunk(Group).Select(letters => new string(letters))))];

    /// <summary>A code as it is compared, however it was typed; null for what cannot be one.</summary>
    public static string? Read(string typed)
    {
        var letters = new string([.. typed.ToLowerInvariant().Where(letter => letter is not ('-' or ' '))]);
        return letters.Length == Letters && letters.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? letters : null;
    }
}
