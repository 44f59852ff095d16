using System.Globalization;
using Referrals.Platform.Outbox;

namespace Referrals.Platform.Auditing;

/// <summary>Writes the finished body of a leaf: what the log will hold, to the byte.</summary>
public static class AuditBody
{
    private const int Version = 1;

    public static string Write(AuditEntry entry, EventPosition position, EventPosition? cause, DateTimeOffset at)
    {
        var body = new Dictionary<string, object>
        {
            ["version"] = Version,
            ["type"] = entry.Type,
            ["time"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["service"] = position.Service,
            ["stream"] = position.Stream,
            ["sequence"] = position.Sequence,
        };
        Add(body, "cause", cause?.ToString());
        Add(body, "actor", entry.Actor?.Pseudonym);
        Add(body, "role", entry.Actor?.RoleName);
        Add(body, "agency", entry.Agency);
        Add(body, "team", entry.Team);
        Add(body, "case", entry.Case);
        Add(body, "countryCase", entry.CountryCase);
        Add(body, "referral", entry.Referral);
        Add(body, "handOff", entry.HandOff);
        Add(body, "from", entry.From);
        Add(body, "to", entry.To);
        Add(body, "rule", entry.Rule);
        Add(body, "policyVersion", entry.PolicyVersion);
        Add(body, "justification", entry.Justification);
        Add(body, "handling", entry.Handling);
        Add(body, "details", entry.Details);
        Add(body, "commitments", entry.Commitments);
        return CanonicalJson.Write(body);
    }

    private static void Add(Dictionary<string, object> body, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            body[name] = value;
    }

    private static void Add(Dictionary<string, object> body, string name, IReadOnlyDictionary<string, string>? values)
    {
        if (values is { Count: > 0 })
            body[name] = values.ToDictionary(entry => entry.Key, entry => (object)entry.Value);
    }
}
