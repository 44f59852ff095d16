using System.Text.Json;
using System.Text.Json.Nodes;

namespace Referrals.Evaluation.Match;

/// <summary>Readers may leave out the prefix of enum values; protobuf's own parser may not.</summary>
internal static class EnumNames
{
    private static readonly Dictionary<string, string> Prefixes = new()
    {
        ["role"] = "PERSON_ROLE_",
        ["gender"] = "GENDER_",
        ["type"] = "IDENTIFIER_TYPE_",
        ["algorithm"] = "HASH_ALGORITHM_",
        ["incidentType"] = "INCIDENT_TYPE_",
        ["tlp"] = "TLP_",
        ["scheme"] = "GRADING_SCHEME_",
    };

    public static string Complete(JsonElement referral)
    {
        var node = JsonNode.Parse(referral.GetRawText())!;
        Walk(node);
        return node.ToJsonString();
    }

    private static void Walk(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Walk(item);
        }
        else if (node is JsonObject parts)
        {
            foreach (var (name, value) in parts.ToList())
            {
                if (Prefixes.TryGetValue(name, out var prefix) && value is JsonValue text && text.TryGetValue<string>(out var written) && written.Length > 0)
                    parts[name] = written.StartsWith(prefix, StringComparison.Ordinal) ? written : prefix + written;
                else
                    Walk(value);
            }
        }
    }
}
