using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay.Acting;

/// <summary>What a step does. May run any number of times, and stop anywhere: its requests are the same each time.</summary>
internal interface IAction
{
    Task RunAsync(StepContext step, CancellationToken cancellationToken);
}
