using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Referrals.Cli.Views;
using Referrals.TransparencyLog.Verify;
using Spectre.Console;

namespace Referrals.Cli.Verify;

/// <summary>What verification found, for people and for programs.</summary>
internal static class VerifyView
{
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Show(VerifyReport report, IAnsiConsole console)
    {
        console.Facts(
            ("Log", report.Checkpoint?.Origin ?? ""),
            ("Size", Number(report.Checkpoint?.Size)),
            ("Root", report.Checkpoint is null ? "" : Convert.ToBase64String(report.Checkpoint.Root)),
            ("Trail of", report.Subject),
            ("Promises", report.Promises == 0 ? "" : Promises(report)),
            ("Anchored", report.Checkpoint is null ? "" : Anchor(report)),
            ("Begins with", report.ConsistentWith is { } size ? $"the earlier checkpoint of {size} leaves" : ""),
            ("Leaves", report.Streams == 0 ? "" : $"{report.Leaves} of {report.Streams} streams"),
            ("Withheld", report.Withheld == 0 ? "" : $"{report.Withheld} records, which whoever exported it may not read: the records after them say that they STAND IN THE LOG"),
            ("Content", report.Commitments > 0 ? $"{report.Commitments} commitments agree" : ""));
        foreach (var key in report.Keys)
            console.Line($"Key {key.Key}\n  SHA-256 {key.Fingerprint}, {Why(key.Origin)}");
        ShowTypes(report, console);
        foreach (var finding in report.Findings)
            console.Line(finding.ToString());
        if (report.FindingCount > report.Findings.Count)
            console.Line($"… and {report.FindingCount - report.Findings.Count} more.");
        console.Line(report.IsSound ? "Nothing is wrong." : $"{report.FindingCount} {(report.FindingCount == 1 ? "thing is" : "things are")} WRONG.");
    }

    public static JsonObject Json(VerifyReport report) => new()
    {
        ["sound"] = report.IsSound,
        ["log"] = report.Checkpoint?.Origin,
        ["size"] = report.Checkpoint?.Size,
        ["root"] = report.Checkpoint is null ? null : Convert.ToBase64String(report.Checkpoint.Root),
        ["subject"] = report.Subject.Length > 0 ? report.Subject : null,
        ["keys"] = new JsonArray([.. report.Keys.Select(key => new JsonObject { ["key"] = key.Key, ["sha256"] = key.Fingerprint, ["from"] = key.Origin.ToString().ToUpperInvariant() })]),
        ["anchoredBy"] = new JsonArray([.. report.AnchoredBy.Select(name => JsonValue.Create(name))]),
        ["otherWitnesses"] = new JsonArray([.. report.OtherWitnesses.Select(name => JsonValue.Create(name))]),
        ["consistentWith"] = report.ConsistentWith,
        ["leaves"] = report.Leaves,
        ["streams"] = report.Streams,
        ["types"] = new JsonObject(report.Types.Select(type => KeyValuePair.Create(type.Key, (JsonNode?)JsonValue.Create(type.Value)))),
        ["withheld"] = report.Withheld,
        ["promises"] = report.Promises,
        ["kept"] = report.Kept,
        ["commitments"] = report.Commitments,
        ["findingCount"] = report.FindingCount,
        ["findings"] = new JsonArray([.. report.Findings.Select(finding => new JsonObject { ["code"] = finding.Code, ["place"] = finding.Place, ["text"] = finding.Text })]),
    };

    private static void ShowTypes(VerifyReport report, IAnsiConsole console)
    {
        var table = Tables.Of("What", "Records");
        foreach (var (type, count) in report.Types)
            table.Row(type, Number(count));
        if (table.Rows.Count > 0)
            console.Write(table);
    }

    private static string Promises(VerifyReport report) => report.Kept == report.Promises
        ? $"{report.Promises}, all kept: the log has the record"
        : $"{report.Promises}; {report.Kept} kept, of the others nothing here proves that the LOG HAS THEM";

    private static string Anchor(VerifyReport report) => report.AnchoredBy.Count > 0
        ? $"by {string.Join(", ", report.AnchoredBy)}"
        : $"UNANCHORED{(report.OtherWitnesses.Count > 0 ? $"; cosigned by {string.Join(", ", report.OtherWitnesses)}, whom no --witness trusts" : "")}";

    private static string Why(KeyOrigin origin) => origin switch
    {
        KeyOrigin.Pinned => "as you gave it",
        KeyOrigin.Succession => "named as successor by the key that you gave",
        _ => "NOT PINNED: it comes with what is verified; compare it with what the log's operator publishes elsewhere, or give it by --log-key",
    };

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
