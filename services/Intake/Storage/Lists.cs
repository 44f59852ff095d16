using System.Text.Json;

namespace Referrals.Intake.Storage;

/// <summary>Lists as columns hold them.</summary>
public static class Lists
{
    public static IReadOnlyList<string> Read(string json) => JsonSerializer.Deserialize<List<string>>(json) ?? [];

    public static string Write(IEnumerable<string> list) => JsonSerializer.Serialize(list);

    /// <summary>Codes separated by commas; nothing for none.</summary>
    public static IReadOnlyList<string> Split(string text) => text.Length == 0 ? [] : text.Split(',');
}
