using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>letFeedbackLapse</c>: a team that owes feedback stays silent until its clock has lapsed once.</summary>
internal sealed record LetFeedbackLapseAction(HandOffPick HandOff) : IAction
{
    private static readonly TimeSpan JustAfter = TimeSpan.FromMinutes(1);

    public static LetFeedbackLapseAction Read(ScenarioNode node) => new(HandOffPick.Read(node));

    public async Task RunAsync(StepContext step, CancellationToken cancellationToken)
    {
        var id = await step.HandOffAsync(HandOff, cancellationToken);
        var before = await ReadAsync(step, id, cancellationToken);
        if (HasLapsed(before))
            return;
        if (before.HandOff.FeedbackDueAt is not { } due)
            throw new ReplayException($"{HandOff} owes no feedback");
        await step.World.Clock.AdvanceAsync(due.ToDateTimeOffset() + JustAfter, step.RequestId("clock"), cancellationToken);
        if (!await step.World.Waiting.UntilAsync(async () => HasLapsed(await ReadAsync(step, id, cancellationToken)), cancellationToken))
            throw new ReplayException($"the feedback clock of {HandOff} did not lapse");
    }

    private static async Task<GetHandOffResponse> ReadAsync(StepContext step, string id, CancellationToken cancellationToken) =>
        await step.World.Auditor.Routing.GetHandOffAsync(new() { HandOffId = id }, cancellationToken: cancellationToken);

    private static bool HasLapsed(GetHandOffResponse response) => response.History.Any(entry => entry.Kind == HandOffEventKind.FeedbackOverdue);
}
