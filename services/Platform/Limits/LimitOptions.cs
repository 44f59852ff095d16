using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Limits;

/// <summary>How much one agency, team or person may ask of one process at a time; configuration section <c>Limits</c>. Services of the exchange are not limited.</summary>
public sealed class LimitOptions
{
    /// <summary>Calls that run at once for one caller.</summary>
    [Range(1, 10_000)]
    public int ConcurrentCalls { get; set; } = 64;

    /// <summary>Calls of one caller that wait for these, first come first served; more are refused.</summary>
    [Range(0, 100_000)]
    public int WaitingCalls { get; set; } = 512;

    /// <summary>Streams that one caller has open at once; more are refused.</summary>
    [Range(1, 10_000)]
    public int ConcurrentStreams { get; set; } = 64;

    /// <summary>Calls and items of streams of one caller in a second, on average; twice as many may come at once. Calls beyond it are refused, items wait.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; set; } = 5_000;

    /// <summary>The longest that a call runs, whatever deadline it brings; streams go on.</summary>
    [Range(1, 3600)]
    public int LongestCallSeconds { get; set; } = 60;

    /// <summary>Connections that a process has at once.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 4_096;
}
