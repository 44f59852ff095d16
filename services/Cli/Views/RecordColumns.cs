using System.Globalization;
using CsvHelper;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Spectre.Console;

namespace Referrals.Cli.Views;

/// <summary>Records of the log as rows: what a column is called, and what stands in it.</summary>
internal sealed record RecordColumns(IReadOnlyList<(string Name, Func<LogRecord, string> Value)> Columns)
{
    /// <summary>Everything that is searched for.</summary>
    public static RecordColumns All { get; } = new(
    [
        ("Index", Index),
        ("At", record => Times.Words(record.Time)),
        ("What", record => record.Type),
        ("Actor", record => record.Actor),
        ("Role", record => record.Role.Word()),
        ("Agency", record => record.Agency),
        ("Team", record => record.Team),
        ("Referral", record => record.ReferralId),
        ("Case", record => record.CountryCase.Length > 0 ? record.CountryCase : record.CaseId),
        ("From", record => record.From),
        ("To", record => record.To),
        ("Rule", record => record.RuleId),
        ("Policy", record => record.PolicyVersion),
        ("Why", record => record.Justification),
        ("Service", record => record.Service),
        ("Stream", record => record.Stream),
        ("No.", record => record.Sequence.ToString(CultureInfo.InvariantCulture)),
    ]);

    /// <summary>A trail, with how long each holder had custody.</summary>
    public static RecordColumns Trail(IReadOnlyDictionary<LogRecord, TimeSpan> held) => new(
    [
        .. All.Columns.Where(column => column.Name is "Index" or "At" or "What"),
        ("Held", record => held.TryGetValue(record, out var length) ? Times.Words(length) : ""),
        .. All.Columns.Where(column => column.Name is "Role" or "From" or "To" or "Rule" or "Policy" or "Why" or "Service" or "Stream" or "No."),
    ]);

    /// <summary>Who read what.</summary>
    public static RecordColumns Consultations { get; } = new(
    [
        .. All.Columns.Where(column => column.Name is "Index" or "At" or "What" or "Actor" or "Role" or "Agency" or "Team" or "Referral" or "Case"),
        ("Parts", record => RecordDetails.Read(record, "parts")),
    ]);

    public void WriteTable(IAnsiConsole console, IEnumerable<LogRecord> records)
    {
        var table = Tables.Of(Columns.Select(column => column.Name));
        foreach (var record in records)
            table.Row(Columns.Select(column => column.Value(record)));
        console.WriteOr(table, "No records.");
    }

    /// <summary>RFC 4180; what a spreadsheet would take for a formula is escaped.</summary>
    public void WriteCsv(TextWriter output, IEnumerable<LogRecord> records)
    {
        using var csv = new CsvWriter(output, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = CsvHelper.Configuration.InjectionOptions.Escape, NewLine = "\r\n" }, leaveOpen: true);
        foreach (var (name, _) in Columns)
            csv.WriteField(name);
        csv.NextRecord();
        foreach (var record in records)
        {
            foreach (var (_, value) in Columns)
                csv.WriteField(value(record));
            csv.NextRecord();
        }
    }

    private static string Index(LogRecord record) => record.Index < 0 ? "waits" : record.Index.ToString(CultureInfo.InvariantCulture);
}
