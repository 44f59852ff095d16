using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>countries</c>: a sender sees one status for each of so many countries.</summary>
internal sealed record CountriesCheck(string Of, int Count) : ICheck
{
    public static CountriesCheck Read(ScenarioNode node) => new(node.Text("of"), node.Number("count"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var status = (await step.Clients.Intake.GetAsync(new GetRequest { ReferralId = step.Referral(Of) }, cancellationToken: cancellationToken)).Referral.Status;
        var seen = status.Countries.Select(country => country.Country).Distinct().Count();
        return Verdict.That(seen == Count && status.Countries.Count == Count, $"it sees {seen}");
    }
}
