namespace Referrals.Cli.Connect;

/// <summary>How long a call may take, and how long one that cannot be made is tried again; real time.</summary>
/// <param name="Attempt">The deadline of one attempt.</param>
/// <param name="Outage">How long a service that cannot be reached is tried again.</param>
/// <param name="RetryExhausted">Whether a call is made again when the exchange asks to come back later.</param>
internal sealed record CallPatience(TimeSpan Attempt, TimeSpan Outage, bool RetryExhausted)
{
    /// <summary>Somebody waits at a terminal.</summary>
    public static CallPatience Interactive { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(8), false);
}
