using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Contracts;

namespace Referrals.Cli.Watching;

/// <summary><c>trail ID</c></summary>
internal static class TrailVerb
{
    private static readonly Argument<string> Id = Options.Id("ID", "A referral (ref-…, or an agency's own reference), a case (case-…) or a country case (cases/…/countries/CC)");

    public static Command Create() => Verb.Create("trail", "Every record of a referral or a case in the order of time, how long each holder had custody, and whether any is missing (agency, officer, team, auditor)", [Id, RecordOutput.Csv], async run =>
    {
        var clients = await run.CallAsync();
        var id = run.Get(Id);
        if (!id.StartsWith("case", StringComparison.Ordinal))
            id = await Sending.ReferralIds.ResolveAsync(clients.Intake, id, run.CancellationToken);
        var trail = await WholeTrail.ReadAsync(clients.Audit, id, run.CancellationToken);
        var records = CustodyTimes.Sort(trail.Records);
        return RecordOutput.Show(run, trail, records, RecordColumns.Trail(CustodyTimes.Of(records)), console =>
        {
            foreach (var gap in trail.Completeness.Where(stream => stream.MissingCount > 0))
                console.Line($"Missing in {gap.Service} {gap.Stream}: {string.Join(", ", gap.Missing)}");
            console.Line(trail.Complete ? $"{records.Count} records; nothing is missing." : $"{records.Count} records; NOT complete.");
        });
    });
}
