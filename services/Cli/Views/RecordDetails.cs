using System.Text.Json;
using Referrals.Audit.V1;

namespace Referrals.Cli.Views;

/// <summary>What a record says that has no field of its own.</summary>
internal static class RecordDetails
{
    public static string Read(LogRecord record, string name)
    {
        if (record.LeafJson.Length == 0)
            return "";
        using var leaf = JsonDocument.Parse(record.LeafJson);
        return leaf.RootElement.TryGetProperty("body", out var body) && body.TryGetProperty("details", out var details) && details.TryGetProperty(name, out var value)
            ? value.ToString()
            : "";
    }
}
