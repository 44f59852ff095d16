using System.Globalization;
using System.Text.Json;
using Referrals.Platform.Outbox;

namespace Referrals.Audit.AppendRecord;

/// <summary>A record on its way into the log: its body as it came, and what of the body is searched for.</summary>
internal sealed record LogEntry
{
    public required string Body { get; init; }

    public required EventPosition Position { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset Time { get; init; }

    public string? Actor { get; init; }

    public string? Role { get; init; }

    public string? Agency { get; init; }

    public string? Team { get; init; }

    public string? Case { get; init; }

    public string? CountryCase { get; init; }

    public string? Referral { get; init; }

    public string? HandOff { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Rule { get; init; }

    public string? PolicyVersion { get; init; }

    public string? Justification { get; init; }

    public EventPosition? Cause { get; init; }

    /// <summary>Reads a body that arrives. One that contradicts the position it came with is no record: it throws and is parked.</summary>
    public static LogEntry Read(string body, EventPosition position)
    {
        var entry = Read(body);
        return entry.Position == position ? entry : throw new FormatException("a record's body and its place in the stream differ");
    }

    /// <summary>Reads a body that is in the log.</summary>
    public static LogEntry Read(string body)
    {
        using var document = JsonDocument.Parse(body);
        var record = document.RootElement;
        var position = new EventPosition(Required(record, "service"), Required(record, "stream"), record.GetProperty("sequence").GetInt64());
        var stream = StreamName.Of(position.Stream);
        return new LogEntry
        {
            Body = body,
            Position = position,
            Type = Required(record, "type"),
            Time = DateTimeOffset.Parse(Required(record, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            Actor = Text(record, "actor"),
            Role = Text(record, "role"),
            Agency = Text(record, "agency"),
            Team = Text(record, "team"),
            Case = Text(record, "case") ?? stream.Case,
            CountryCase = Text(record, "countryCase") ?? stream.CountryCase,
            Referral = Text(record, "referral") ?? stream.Referral,
            HandOff = Text(record, "handOff"),
            From = Text(record, "from"),
            To = Text(record, "to"),
            Rule = Text(record, "rule"),
            PolicyVersion = Text(record, "policyVersion"),
            Justification = Text(record, "justification"),
            Cause = EventPosition.Parse(Text(record, "cause")),
        };
    }

    private static string Required(JsonElement record, string name) => Text(record, name) ?? throw new FormatException($"a record has a {name}");

    private static string? Text(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value.GetString() : null;
}
