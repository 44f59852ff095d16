using Referrals.Audit.AppendRecord;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CheckLog;

/// <summary>What the columns of a leaf's row repeat of its body.</summary>
internal sealed record LeafColumns(DateTimeOffset Time, string Service, string Stream, long Sequence, string Others)
{
    public static LeafColumns Of(LogEntry entry) => new(
        entry.Time,
        entry.Position.Service,
        entry.Position.Stream,
        entry.Position.Sequence,
        Join(
            entry.Type, entry.Actor, entry.Role, entry.Agency, entry.Team, entry.Case, entry.CountryCase, entry.Referral, entry.HandOff, entry.From, entry.To,
            entry.Rule, entry.PolicyVersion));

    /// <summary>From the type on, in the order of <see cref="LogAppender.Columns"/>.</summary>
    public static LeafColumns Read(SqlRow row, int first) => new(
        row.Time(first + 1),
        row.Text(first + 2),
        row.Text(first + 3),
        row.Number(first + 4),
        Join([row.Text(first), .. Enumerable.Range(first + 5, 12).Select(row.TextOrNull)]));

    private static string Join(params ReadOnlySpan<string?> values)
    {
        var texts = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
            texts[i] = values[i] ?? "\0";
        return string.Join('\u0001', texts);
    }
}
