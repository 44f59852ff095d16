using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>othersReported</c>: a sender learns that exactly these agencies reported the same matter, and whom to call.</summary>
internal sealed record OthersReportedCheck(string Of, IReadOnlyList<string> Agencies) : ICheck
{
    public static OthersReportedCheck Read(ScenarioNode node) => new(node.Text("of"), node.Texts("agencies"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var status = (await step.Clients.Intake.GetAsync(new GetRequest { ReferralId = step.Referral(Of) }, cancellationToken: cancellationToken)).Referral.Status;
        var told = status.OthersReported.Select(other => other.AgencyId).Order(StringComparer.Ordinal).ToList();
        return Verdict.That(
            told.SequenceEqual(Agencies.Order(StringComparer.Ordinal)) && status.OthersReported.All(other => other.Contact.Length > 0),
            told.Count == 0 ? "it is told of none" : $"it is told of {string.Join(", ", told)}");
    }
}
