namespace Referrals.Platform.Clocks;

/// <summary>The business clock; configuration section <c>Clock</c>.</summary>
public sealed class ClockOptions
{
    /// <summary>Whether an operator may advance the clock. Never in production.</summary>
    public bool Simulated { get; set; }

    /// <summary>Seconds between real time and business time where the store holds none yet; the same for every process of one exchange.</summary>
    public double InitialOffset { get; set; }
}
