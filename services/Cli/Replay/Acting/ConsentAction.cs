using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>consent</c>, <c>refuseConsent</c>: once it is asked, the originator lets a referral under H2 go on to a scope, or does not.</summary>
internal sealed record ConsentAction(string Of, ConsentScope? Scope) : IAction
{
    public static ConsentAction ReadGiven(ScenarioNode node) => new(node.Text("of"), node.Code<ConsentScope>("scope"));

    public static ConsentAction ReadRefused(ScenarioNode node) => new(node.Text("of"), null);

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var id = step.Referral(Of);
        if (!await step.World.Waiting.UntilAsync(() => IsAskedAsync(step.Clients.Intake, id, cancellationToken), cancellationToken))
            throw new ReplayException($"{Of}: nobody asks for consent");
        if (Scope is { } scope)
            await step.Clients.Intake.GiveConsentAsync(new() { RequestId = step.RequestId(), ReferralId = id, Scope = scope }, cancellationToken: cancellationToken);
        else
            await step.Clients.Intake.RefuseConsentAsync(new() { RequestId = step.RequestId(), ReferralId = id }, cancellationToken: cancellationToken);
    }

    private static async Task<bool> IsAskedAsync(IntakeService.IntakeServiceClient intake, string id, CancellationToken cancellationToken) =>
        (await intake.GetAsync(new GetRequest { ReferralId = id }, cancellationToken: cancellationToken)).Referral.Status.History
            .Any(entry => entry.Detail == StatusDetail.ConsentRequested);
}
