using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Limits;

/// <summary>How much one agency, team or person may ask of one process at a time; configuration section <c>Limits</c>. Services of the exchange are not limited.</summary>
public sealed class LimitOptions
{
    /// <summary>Calls that run at once for one caller.</summary>
    [Range(1, 10_000)]
    public int ConcurrentCalls { get; set; } = 64;

    /// <summary>An agency or team that has no more calls than these under way does not wait for others.</summary>
    [Range(1, 10_000)]
    public int LightCalls { get; set; } = 4;

    /// <summary>The same for one officer, auditor or operator: a page of the console asks several services at once.</summary>
    [Range(1, 10_000)]
    public int LightCallsOfPerson { get; set; } = 16;

    /// <summary>Calls that run at once of all callers together that have more under way, while one that has not is there; as many as half of the processors.</summary>
    [Range(1, 10_000)]
    public int SharedCalls { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How many times as long as such a call ran its turn rests before the next has it: the rest of the processor is for those who are not many.</summary>
    [Range(0, 100)]
    public int SharedRest { get; set; } = 1;

    /// <summary>Calls of one caller that wait for these, first come first served; more are refused.</summary>
    [Range(0, 100_000)]
    public int WaitingCalls { get; set; } = 512;

    /// <summary>Milliseconds that a refusal for too much is held back, so that who heeds none is slowed by it.</summary>
    [Range(0, 10_000)]
    public int HoldRefusalsMilliseconds { get; set; } = 500;

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

    /// <summary>Connections that one address has of these; a proxy that many come through needs more.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 1_024;

    /// <summary>Seconds in which a connection brings its first request, and each request its headers.</summary>
    [Range(1, 600)]
    public int FirstRequestSeconds { get; set; } = 10;

    /// <summary>Seconds that a connection stays open without a request.</summary>
    [Range(1, 3600)]
    public int IdleSeconds { get; set; } = 120;

    /// <summary>Requests that the client of one connection takes back within ten seconds before it is ended.</summary>
    [Range(1, 1_000_000)]
    public int Resets { get; set; } = 500;
}
