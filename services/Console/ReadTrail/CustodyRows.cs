using System.Text.Json;
using Referrals.Audit.V1;

namespace Referrals.Console.ReadTrail;

/// <summary>Who held what when, from the records of a trail.</summary>
public static class CustodyRows
{
    /// <summary>The spans in the order of their beginning.</summary>
    public static IReadOnlyList<CustodyRow> Of(IEnumerable<LogRecord> records)
    {
        var rows = new List<CustodyRow>();
        var custody = new Dictionary<string, int>();
        var waiting = new Dictionary<string, int>();
        var alongside = new Dictionary<string, int>();
        foreach (var record in records.Where(record => record.CountryCase.Length > 0).OrderBy(record => record.Time.ToDateTimeOffset()).ThenBy(record => record.Index < 0 ? long.MaxValue : record.Index))
        {
            var at = record.Time.ToDateTimeOffset();
            switch (record.Type)
            {
                case "opened" or "reopened" when record.To.Length > 0 && !custody.ContainsKey(record.CountryCase):
                    custody[record.CountryCase] = Begin(CustodyKind.Desk, record.To, record, at);
                    break;
                case "offered":
                    waiting[record.HandOffId] = Begin(CustodyKind.Waiting, record.To.Length > 0 ? record.To : $"team/{record.Team}", record, at);
                    break;
                case "acknowledged" or "declined" or "timed_out" or "revoked" when waiting.Remove(record.HandOffId, out var offer):
                    End(offer, record, at);
                    break;
            }

            if (record.Type == "acknowledged")
            {
                if (IsLead(record))
                    Pass(record, at, CustodyKind.Team);
                else
                    alongside[record.HandOffId] = Begin(CustodyKind.Alongside, $"team/{record.Team}", record, at);
            }
            else if (record.Type is "completed" or "revoked" or "transferred" or "rejected" or "withdrawn" && alongside.Remove(record.HandOffId, out var along))
            {
                End(along, record, at);
            }
            else if (record.Type is "completed" or "rejected" && custody.Remove(record.CountryCase, out var last))
            {
                End(last, record, at);
            }
            else if (record.Type == "revoked" && record.To.StartsWith("desk/", StringComparison.Ordinal) && record.From.StartsWith("team/", StringComparison.Ordinal))
            {
                Pass(record, at, CustodyKind.Desk);
            }
        }

        return [.. rows.OrderBy(row => row.From)];

        int Begin(CustodyKind kind, string who, LogRecord record, DateTimeOffset at)
        {
            rows.Add(new CustodyRow(kind, who, record.CountryCase, at, null, ""));
            return rows.Count - 1;
        }

        void End(int row, LogRecord record, DateTimeOffset at) => rows[row] = rows[row] with { Until = at, EndedBy = record.Type };

        void Pass(LogRecord record, DateTimeOffset at, CustodyKind kind)
        {
            if (custody.TryGetValue(record.CountryCase, out var before))
                End(before, record, at);
            custody[record.CountryCase] = Begin(kind, record.To.Length > 0 ? record.To : $"team/{record.Team}", record, at);
        }
    }

    private static bool IsLead(LogRecord record)
    {
        if (record.LeafJson.Length == 0)
            return record.From.Length > 0 && record.From != record.To;
        using var leaf = JsonDocument.Parse(record.LeafJson);
        return leaf.RootElement.TryGetProperty("body", out var body) && body.TryGetProperty("details", out var details) && details.TryGetProperty("role", out var role) && role.GetString() == "LEAD";
    }
}
