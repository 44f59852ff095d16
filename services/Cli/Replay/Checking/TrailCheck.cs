using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Contracts;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>trail</c>: the log has these records of a referral in this order, under these policies.</summary>
internal sealed record TrailCheck(string Of, IReadOnlyList<string> Has, IReadOnlyList<string> Never, IReadOnlyList<string> Policies, string? Mentions) : ICheck
{
    public static TrailCheck Read(ScenarioNode node) => new(
        node.Text("of"), node.Texts("has"), node.Texts("never"), node.Texts("policies"), node.TextOrNull("mentions"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var trail = await WholeTrail.ReadAsync(step.Clients.Audit, step.Referral(Of), cancellationToken);
        var types = trail.Records.Select(record => record.Type).ToList();
        if (!Has.InOrderIn(types) || Never.Any(types.Contains))
            return Verdict.No($"it has {string.Join(", ", types)}");
        var versions = trail.Records.Select(record => record.PolicyVersion).Where(version => version.Length > 0).Distinct().ToList();
        if (Policies.Except(versions).Any())
            return Verdict.No($"its policies are {string.Join(", ", versions)}");
        return Verdict.That(
            Mentions is null || trail.Records.Any(record => record.LeafJson.Contains(Mentions, StringComparison.Ordinal)), $"no record mentions {Mentions}");
    }
}
