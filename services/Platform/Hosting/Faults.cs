using System.Diagnostics;
using System.Globalization;

namespace Referrals.Platform.Hosting;

/// <summary>
/// Places where a crash test kills this process: <c>REFERRALS_KILL_AT=relay.published:3</c> ends it, as kill -9 would,
/// the third time the place is reached. <c>REFERRALS_STOP_AT</c> has it stand still there, as kill -STOP would, until somebody lets
/// it go on. Without these variables a place costs two comparisons.
/// </summary>
public static class Faults
{
    public const string RelayRead = "relay.read";
    public const string RelayPublished = "relay.published";
    public const string ConsumerCommitted = "consumer.committed";
    public const string CommandCommitted = "command.committed";
    public const string LogAppended = "log.appended";
    public const string LogTilesWritten = "log.tiles_written";
    public const string LogSigned = "log.signed";
    public const string LogCommitted = "log.committed";

    private static readonly Countdown Kill = new("REFERRALS_KILL_AT");
    private static readonly Countdown Stop = new("REFERRALS_STOP_AT");

    public static void Reach(string place)
    {
        if (Kill.IsOver(place))
            Process.GetCurrentProcess().Kill();
        if (Stop.IsOver(place))
            StandStill();
    }

    private static void StandStill()
    {
        using var kill = Process.Start("kill", ["-STOP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private sealed class Countdown
    {
        private readonly string? place;
        private int remaining;

        public Countdown(string variable)
        {
            var parts = Environment.GetEnvironmentVariable(variable)?.Split(':');
            place = parts?[0];
            remaining = parts is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
        }

        public bool IsOver(string reached) => place is not null && place == reached && Interlocked.Decrement(ref remaining) == 0;
    }
}
