using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>letLapse</c>: a team stays silent until the acknowledgement clock of a hand-off has lapsed.</summary>
internal sealed record LetLapseAction(HandOffPick HandOff) : IAction
{
    private static readonly TimeSpan JustAfter = TimeSpan.FromMinutes(1);

    public static LetLapseAction Read(ScenarioNode node) => new(HandOffPick.Read(node));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var countryCase = await step.CountryCaseAsync(HandOff.Case, cancellationToken);
        var handOff = await step.World.HandOffAsync(countryCase, HandOff, cancellationToken);
        if (handOff.State == HandOffState.Offered)
            await step.World.Clock.AdvanceAsync(handOff.AcknowledgeBy.ToDateTimeOffset() + JustAfter, step.RequestId("clock"), cancellationToken);
        var lapsed = await step.World.Waiting.UntilAsync(
            async () => (await step.World.HandOffAsync(countryCase, HandOff, cancellationToken)).State == HandOffState.TimedOut, cancellationToken);
        if (!lapsed)
            throw new ReplayException($"{HandOff} did not lapse");
    }
}
