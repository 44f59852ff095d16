using System.Diagnostics;
using System.Globalization;

namespace Referrals.Platform.Hosting;

/// <summary>
/// Places where a crash test kills this process: <c>REFERRALS_KILL_AT=relay.published:3</c> ends it, as kill -9 would,
/// the third time the place is reached. Without that variable a place costs one comparison.
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

    private static readonly string? Place;
    private static int remaining;

    static Faults()
    {
        var parts = Environment.GetEnvironmentVariable("REFERRALS_KILL_AT")?.Split(':');
        Place = parts?[0];
        remaining = parts is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 1;
    }

    public static void Reach(string place)
    {
        if (Place is null || Place != place || Interlocked.Decrement(ref remaining) != 0)
            return;
        Process.GetCurrentProcess().Kill();
    }
}
