using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Contracts;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>noContent</c>: no record of a referral's trail holds anything that its sender wrote.</summary>
internal sealed record NoContentCheck(string Of) : ICheck
{
    private const int Telling = 4;

    public static NoContentCheck Read(ScenarioNode node) => new(node.Text("of"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var request = new GetRequest { ReferralId = step.Referral(Of), ReadMask = new() { Paths = { "content" } } };
        var content = (await step.Clients.Intake.GetAsync(request, cancellationToken: cancellationToken)).Referral.Content;
        var trail = await WholeTrail.ReadAsync(step.World.Auditor.Audit, step.Referral(Of), cancellationToken);
        var words = Words(content).Where(word => word.Length >= Telling).ToList();
        var found = trail.Records.FirstOrDefault(record => words.Exists(word => record.LeafJson.Contains(word, StringComparison.OrdinalIgnoreCase)));
        return Verdict.That(found is null && words.Count > 0, found is null ? "there was nothing to look for" : $"a record of type {found.Type} does");
    }

    private static IEnumerable<string> Words(Referral content) =>
    [
        content.Narrative,
        .. content.Identifiers.Select(identifier => identifier.Value),
        .. content.Persons.SelectMany(person => person.Names.SelectMany(name => new[] { name.Given, name.Family, name.Full }).Concat(person.Aliases)),
        .. content.Evidence.SelectMany(evidence => new[] { evidence.Locator, evidence.Description }),
    ];
}
