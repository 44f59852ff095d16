using Referrals.Cli.CommandLine;
using Referrals.Cli.Connect;
using Referrals.Cli.Operating;
using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;

namespace Referrals.Cli.Replay;

/// <summary>Replays scenarios through the public API of a running exchange and checks what they must show.</summary>
public static class ScenarioReplay
{
    private const string AuditorPrefix = "auditor/";
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Replays the scenarios. May be repeated or interrupted at any time: every step is idempotent by a request id that
    /// follows from scenario and step, so a later replay goes on where this one stopped. Needs a simulated clock, and the
    /// credentials of everybody who acts.
    /// </summary>
    /// <param name="exchange">Where the exchange is; its <c>exchange.json</c> is read again whenever a service cannot be reached.</param>
    /// <param name="options">Which scenarios, and how long effects may take.</param>
    /// <param name="observer">Told of each expectation as soon as it is checked; may be null.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    /// <exception cref="UnknownScenarioException">A scenario was asked for that there is not.</exception>
    /// <exception cref="ScenarioException">A scenario file has a mistake; says file and line.</exception>
    /// <exception cref="ExchangeUnreachableException">There is no exchange.</exception>
    /// <exception cref="NoCredentialException">The operator's or an auditor's credential is not there.</exception>
    /// <exception cref="ReplayException">The clock is not simulated.</exception>
    public static async Task<ReplayReport> RunAsync(
        ExchangeLocation exchange, ReplayOptions options, IProgress<ExpectationResult>? observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(options);
        var steps = Timeline.Of(ScenarioFiles.Shipped.Select(options.Scenarios));
        using var connection = await ExchangeConnection.OpenAsync(
            exchange, credential: null, new CallPatience(Attempt, options.Outage, RetryExhausted: true), TimeProvider.System, cancellationToken);
        var run = new ReplayRun(await WorldAsync(connection, options.Wait, cancellationToken), observer);
        foreach (var step in steps)
            await run.RunAsync(step, cancellationToken);
        return new ReplayReport(run.Results);
    }

    private static async Task<World> WorldAsync(ExchangeConnection connection, TimeSpan wait, CancellationToken cancellationToken)
    {
        var clock = new SimulatedClock(connection.Operations((await connection.ListProcessesAsync(cancellationToken)).Count, Processes.Operator));
        var now = await clock.ReadAsync(cancellationToken);
        if (!now.Simulated)
            throw new ReplayException($"scenarios run on a simulated clock, and this exchange has a real one ({Times.Words(now.BusinessTime)}); start one with --simulated-clock");
        var auditor = connection.Credentials.Names().FirstOrDefault(name => name.StartsWith(AuditorPrefix, StringComparison.Ordinal))
            ?? throw new NoCredentialException($"a replay looks things up as an auditor, and there is no credential of one. {connection.Credentials.Available()}");
        return new World(connection, clock, new Waiting(wait, TimeProvider.System), auditor);
    }
}
