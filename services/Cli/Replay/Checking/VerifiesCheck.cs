using Referrals.Cli.Export;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.TransparencyLog.Verify;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>verifies</c>: the trail of a referral, exported against the newest checkpoint, verifies offline, with records of a year in it.</summary>
internal sealed record VerifiesCheck(string Of, int? Year) : ICheck
{
    public static VerifiesCheck Read(ScenarioNode node) => new(node.Text("of"), node.NumberOrNull("year"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var export = await TrailExport.ReadAsync(step.World.Auditor.Audit, step.Referral(Of), since: null, mayWithhold: false, cancellationToken);
        if (export.Waiting > 0)
            return Verdict.No($"{export.Waiting} records wait for a checkpoint");
        if (Year is { } year && !export.Bundle.Records.Any(record => record.Leaf.Contains($"\"time\":\"{year}-", StringComparison.Ordinal)))
            return Verdict.No($"it has no record of {year}");
        var report = export.Bundle.ToFile() is { } file ? TrailVerifier.Verify(file, new VerifyOptions()) : TrailVerifier.Verify(export.Bundle, new VerifyOptions());
        return Verdict.That(report.IsSound, string.Join("; ", report.Findings));
    }
}
