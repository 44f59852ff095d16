using System.ComponentModel.DataAnnotations;

namespace Referrals.Console;

/// <summary>Settings of the console; configuration section <c>Console</c>.</summary>
public sealed class ConsoleOptions
{
    /// <summary>How long a session lasts without a request of its person, 5 minutes to 12 hours, real time.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "12:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long before that the page warns, 1 to 60 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Warning { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a session lasts at most, 1 to 24 hours, real time.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "1.00:00:00")]
    public TimeSpan LongestSession { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a hand-off waits for an Undo before it is offered, 0 to 60 s; never for P1.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan UndoHold { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a one-time link signs in without a passkey or a password being set: for a demonstration, where nothing is anybody's.
    /// </summary>
    public bool LinksSuffice { get; set; }

    /// <summary>
    /// Address of this console as people's browsers have it, where a proxy changes it: passkeys belong to its origin. The request's own
    /// otherwise.
    /// </summary>
    [RegularExpression("https?://[^/]+/?")]
    public string Address { get; set; } = "";
}
