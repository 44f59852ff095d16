using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Acting;

/// <summary><c>wait</c>: time passes; the step's <c>at</c> has set the clock forward.</summary>
internal sealed record WaitAction : IAction
{
    public Task RunAsync(StepContext step, CancellationToken cancellationToken) => Task.CompletedTask;
}
