using Referrals.Audit.V1;

namespace Referrals.Cli.Watching;

/// <summary>How long custody lay with whom.</summary>
internal static class CustodyTimes
{
    /// <summary>Records in the order of time; those that wait for their place in the log last.</summary>
    public static List<LogRecord> Sort(IEnumerable<LogRecord> records) =>
        [.. records.OrderBy(record => record.Index < 0).ThenBy(record => record.Time.ToDateTimeOffset()).ThenBy(record => record.Index)];

    /// <summary>For each record that ends somebody's custody of a country case, how long it lasted.</summary>
    public static Dictionary<LogRecord, TimeSpan> Of(IEnumerable<LogRecord> sorted)
    {
        var held = new Dictionary<LogRecord, TimeSpan>(ReferenceEqualityComparer.Instance);
        var since = new Dictionary<string, DateTimeOffset>();
        foreach (var record in sorted.Where(record => record.CountryCase.Length > 0))
        {
            var at = record.Time.ToDateTimeOffset();
            if (!since.TryGetValue(record.CountryCase, out var begun))
                since[record.CountryCase] = at;
            else if (record.From.Length > 0 && record.To.Length > 0 && record.From != record.To && record.Type is not ("offered" or "transferred"))
                (held[record], since[record.CountryCase]) = (at - begun, at);
        }

        return held;
    }
}
