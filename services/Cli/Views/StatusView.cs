using Referrals.Cli.CommandLine;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Spectre.Console;

namespace Referrals.Cli.Views;

/// <summary>A referral as its sender sees it.</summary>
internal static class StatusView
{
    public static void Write(IAnsiConsole console, ReferralStatus status)
    {
        console.Facts(("Referral", status.ReferralId), ("State", status.State.Word()), ("Content", status.Erased ? "erased" : ""));
        var countries = Tables.Of("Country", "State", "Since", "Disposition");
        foreach (var country in status.Countries)
            countries.Row(country.Country, country.State.Word(), Times.Words(country.Since), country.Disposition.Word());
        console.WriteOr(countries, "No country yet.");
        foreach (var other in status.OthersReported)
            console.Line($"Also reported by {other.DisplayName} ({other.AgencyId}); call {other.Contact}");
        if (status.History.Count > 0)
            console.Write(History(status.History));
    }

    public static Table History(IEnumerable<StatusEntry> entries)
    {
        var table = Tables.Of("No.", "At", "Country", "What", "State", "More");
        foreach (var entry in entries)
            table.Row(entry.Number.Count(), Times.Words(entry.At), entry.Country, entry.Detail.Word(), entry.State.Word(), More(entry));
        return table;
    }

    /// <summary>One entry on one line, as it comes.</summary>
    public static string Line(string referralId, StatusEntry entry) =>
        string.Join("  ", new[] { Times.Words(entry.At), referralId, entry.Country, entry.Detail.Word(), entry.State.Word(), More(entry) }.Where(part => part.Length > 0));

    public static void WriteFacts(IAnsiConsole console, ReferralFacts facts) => console.Facts(
        ("Referral", facts.ReferralId),
        ("Sender", $"{facts.AgencyId}  {facts.AgencyReference}"),
        ("Team", facts.TeamId),
        ("Reports", facts.IncidentType.Word()),
        ("Countries", string.Join(", ", facts.Countries)),
        ("Region", facts.Region),
        ("Received", Times.Words(facts.ReceivedAt)),
        ("Child at risk now", facts.ChildAtImmediateRisk ? "yes" : ""),
        ("Handling", $"{facts.Tlp.Word()} {facts.Conditions.Join()}".Trim()),
        ("Identifiers", facts.IdentifierTypes.Join()),
        ("Evidence items", facts.EvidenceItems.Count()),
        ("Completeness", $"{facts.Completeness} of 100"),
        ("Supplements", facts.Supplements.Count()));

    private static string More(StatusEntry entry)
    {
        var parts = new List<string>();
        if (entry.HandOff is { } handOff)
            parts.Add(Notice(handOff));
        if (entry.Disposition != Disposition.Unspecified)
            parts.Add($"{entry.Disposition.Word()} {entry.InformationalReason.Word()} {entry.MissingDatum.Word()}".Trim());
        if (entry.InformationRequestId.Length > 0)
            parts.Add(entry.InformationRequestId);
        if (entry.Supplement > 0)
            parts.Add($"supplement {entry.Supplement}");
        return string.Join("; ", parts);
    }

    private static string Notice(HandOffNotice notice) => string.Join(", ", new[]
    {
        notice.TeamDisplayName,
        notice.Role.Word(),
        notice.TeamReference,
        notice.Progress.Word(),
        notice.Outcome.Word(),
        notice.ClosedReason.Word(),
        notice.PersonsSafeguarded > 0 ? $"{notice.PersonsSafeguarded} safeguarded" : "",
        notice.PersonsArrested > 0 ? $"{notice.PersonsArrested} arrested" : "",
    }.Where(part => part.Length > 0));
}
