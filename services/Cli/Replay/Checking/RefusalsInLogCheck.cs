using Referrals.Audit.V1;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>refusalsInLog</c>: the log has a refusal of this call to each of these roles, and what was asked for is in none of them.</summary>
internal sealed record RefusalsInLogCheck(string Of, string Method, IReadOnlyList<string> Roles) : ICheck
{
    private const int Newest = 1000;

    public static RefusalsInLogCheck Read(ScenarioNode node) => new(node.Text("of"), node.Text("method"), node.Texts("roles"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var request = new SearchRequest { EventTypes = { "access_refused" }, PageSize = Newest, NewestFirst = true };
        var records = (await step.World.Auditor.Audit.SearchAsync(request, cancellationToken: cancellationToken)).Records;
        var ofCall = records.Where(record => record.LeafJson.Contains($"\"method\":\"{Method}\"", StringComparison.Ordinal)).ToList();
        if (Roles.Except(ofCall.Select(record => record.Role.ToString().ToLowerInvariant())).ToList() is { Count: > 0 } missing)
            return Verdict.No($"there is none of {string.Join(", ", missing)}");
        return Verdict.That(ofCall.TrueForAll(record => !record.LeafJson.Contains(step.Referral(Of), StringComparison.Ordinal)), "one names the referral");
    }
}
