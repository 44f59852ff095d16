using Referrals.Common.V1;
using Referrals.Matching.V1;

namespace Referrals.Console.Words;

/// <summary>Why two referrals were linked or suggested, in words.</summary>
public static class MatchWords
{
    /// <summary>What is compared: "Telephone number", "Name".</summary>
    public static string Field(ComparedField field, IdentifierType type, Texts texts) => field == ComparedField.Identifier ? texts.Of(type) : texts.Of(field);

    /// <summary>Why it was not: "says nothing".</summary>
    public static string Reason(SetAsideValues values, Texts texts) => texts.Known($"aside {values.Reason}") ?? values.Reason;

    /// <summary>How it agrees, by the model's level.</summary>
    public static string Level(Comparison comparison, Texts texts)
    {
        var words = texts.Known($"level {comparison.Level}") ?? comparison.Level.Replace('-', ' ').Replace('_', ' ');
        return comparison.Bits < 0 ? texts["{0} (speaks against it)", words] : words;
    }

    /// <summary>"in 2 referrals"; empty where it was not counted.</summary>
    public static string Frequency(Comparison comparison, Texts texts) =>
        comparison.Frequency > 0 ? texts.Count(comparison.Frequency, "in {0} referral", "in {0} referrals") : "";

    /// <summary><c>PHONE +6****42</c> as the list shows it.</summary>
    public static string Brief(string reason, Texts texts)
    {
        var parts = reason.Split(' ', 2);
        var name = Enum.TryParse<IdentifierType>(parts[0], ignoreCase: true, out var type) ? texts.Of(type)
            : Enum.TryParse<ComparedField>(parts[0], ignoreCase: true, out var field) ? texts.Of(field)
            : parts[0];
        return parts.Length > 1 ? $"{name} {parts[1]}" : name;
    }
}
