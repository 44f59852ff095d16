using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>carries</c>: a team that was handed the case sees this referral in it.</summary>
internal sealed record CarriesCheck(HandOffPick Pick, string Referral) : ICheck
{
    public static CarriesCheck Read(ScenarioNode node) => new(HandOffPick.Read(node), node.Text("referral"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var found = await step.Clients.Routing.GetHandOffAsync(new() { HandOffId = await step.HandOffAsync(Pick, cancellationToken) }, cancellationToken: cancellationToken);
        var wanted = step.Referral(Referral);
        return Verdict.That(found.Referrals.Any(referral => referral.Facts.ReferralId == wanted), $"it carries {found.Referrals.Count} others");
    }
}
