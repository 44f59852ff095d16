using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Promises;

/// <summary>How long the log may take for what was promised; configuration section <c>Promises</c>.</summary>
public sealed class PromiseOptions
{
    /// <summary>A record that is not in the log after this is late, and an alarm.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Within { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often each service asks the log how far its records are in it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AskEvery { get; set; } = TimeSpan.FromSeconds(5);
}
