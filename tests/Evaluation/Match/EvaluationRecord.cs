using System.Text.Json;
using Google.Protobuf;
using Referrals.Intake.V1;

namespace Referrals.Evaluation.Match;

/// <summary>A line of <c>records.jsonl</c>: a submission, and the entity that it speaks of where that is known.</summary>
internal sealed record EvaluationRecord(string Id, string? Entity, Referral Referral)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static IEnumerable<EvaluationRecord> Read(string folder) => File.ReadLines(Path.Combine(folder, "records.jsonl")).Where(line => line.Length > 0).Select(Parse);

    private static EvaluationRecord Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var entity = root.TryGetProperty("entityId", out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
        return new EvaluationRecord(root.GetProperty("recordId").ToString(), entity, Parser.Parse<Referral>(EnumNames.Complete(root.GetProperty("referral"))));
    }
}
