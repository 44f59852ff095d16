using System.CommandLine;
using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;

namespace Referrals.Cli.Watching;

/// <summary><c>trail ID</c></summary>
internal static class TrailVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "A referral (ref-…, or an agency's own reference), a case (case-…) or a country case (cases/…/countries/CC)");

    public static Command Create() => Verb.Create("trail", "Every record of a referral or a case, and whether any is missing (agency, officer, team, auditor)", [Id], async run =>
    {
        var clients = await run.CallAsync();
        var id = run.Get(Id);
        if (!id.StartsWith("case", StringComparison.Ordinal))
            id = await Sending.ReferralIds.ResolveAsync(clients.Intake, id, run.CancellationToken);
        var trail = await TrailReader.ReadAsync(clients.Audit, id, run.CancellationToken);
        return run.Show(trail, console =>
        {
            var table = Tables.Of("Index", "At", "What", "Role", "From", "To", "Rule", "Policy", "Why", "Service", "Stream", "No.");
            foreach (var record in trail.Records)
            {
                table.Row(
                    record.Index < 0 ? "waits" : $"{record.Index}",
                    Times.Words(record.Time),
                    record.Type,
                    record.Role.Word(),
                    record.From,
                    record.To,
                    record.RuleId,
                    record.PolicyVersion,
                    record.Justification,
                    record.Service,
                    record.Stream,
                    $"{record.Sequence}");
            }

            console.WriteOr(table, "No records yet.");
            foreach (var gap in trail.Completeness.Where(stream => stream.MissingCount > 0))
                console.Line($"Missing in {gap.Service} {gap.Stream}: {string.Join(", ", gap.Missing)}");
            console.Line(trail.Complete ? $"{trail.Records.Count} records; nothing is missing." : $"{trail.Records.Count} records; NOT complete.");
        });
    });
}
