using Microsoft.Extensions.Hosting;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Loads the policy before anything is consumed or answered. A policy with mistakes ends the process.</summary>
internal sealed class PolicyAtStart(PolicyLoad load) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var reading = load.Read();
        if (reading.Mistakes.Count > 0)
            throw new InvalidPolicyException(reading.Mistakes);
        await load.TakeAsync(reading, null, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The routing policy has mistakes; the message names each with file and line.</summary>
public sealed class InvalidPolicyException : Exception
{
    internal InvalidPolicyException(IReadOnlyList<FileProblem> mistakes)
        : base($"the routing policy is not valid:{Environment.NewLine}{string.Join(Environment.NewLine, mistakes)}")
    {
    }
}
