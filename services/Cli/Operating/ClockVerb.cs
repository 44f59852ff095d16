using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Cli.Views;
using Referrals.Operations.V1;

namespace Referrals.Cli.Operating;

/// <summary><c>clock [--advance 30d | --to TIME]</c></summary>
internal static class ClockVerb
{
    private static readonly Option<TimeSpan?> Advance = Options.Length("--advance", "Set it forward by this much");
    private static readonly Option<DateTimeOffset?> To = Options.Moment("--to", "Set it forward to this time");

    public static Command Create() => Verb.Create("clock", "The business clock; sets it forward where it is simulated (anyone; operator to set it)", [Advance, To], async run =>
    {
        if (run.IsGiven(Advance) && run.IsGiven(To))
            throw new UsageException("give --advance or --to, not both");
        var clock = new SimulatedClock(await Processes.CallAsync(run));
        var now = await clock.ReadAsync(run.CancellationToken);
        var target = run.Get(To) ?? (run.Get(Advance) is { } length ? now.BusinessTime.ToDateTimeOffset() + length : null);
        if (target is { } time)
        {
            if (time < now.BusinessTime.ToDateTimeOffset())
                throw new UsageException($"the clock never goes back; it is {Times.Words(now.BusinessTime)}");
            await clock.AdvanceAsync(time, run.RequestId(), run.CancellationToken);
            now = await clock.ReadAsync(run.CancellationToken);
        }

        return run.Show(now, console => Write(console, now));
    });

    private static void Write(Spectre.Console.IAnsiConsole console, GetClockResponse clock) => console.Facts(
        ("Business time", Times.Words(clock.BusinessTime)),
        ("Real time", Times.Words(clock.RealTime)),
        ("Offset", Times.Words(clock.Offset)),
        ("Simulated", clock.Simulated ? "yes" : "no"));
}
