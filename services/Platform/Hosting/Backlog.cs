namespace Referrals.Platform.Hosting;

/// <summary>What one service has not finished: events not yet on the bus, events that it could not apply, and what it promised and the log has not.</summary>
/// <param name="Outbox">Events not yet on the bus.</param>
/// <param name="OldestOutbox">Business time of the oldest of them.</param>
/// <param name="OnBus">Events on the bus that those who listen are not all known to have, counted up to <see cref="MostCounted"/>.</param>
/// <param name="OldestOnBus">Real time at which the bus confirmed the oldest of them.</param>
/// <param name="Waiting">Events that wait for an earlier one.</param>
/// <param name="Parked">Events that keep failing.</param>
/// <param name="OldestStored">Business time since when the oldest waits or is parked.</param>
/// <param name="LatePromises">Streams with records that should be in the log and are not, counted up to <see cref="MostCounted"/>.</param>
/// <param name="OldestUnconfirmed">Real time by which the oldest record was made that is not known to be in the log.</param>
public sealed record Backlog(
    long Outbox,
    DateTimeOffset? OldestOutbox,
    long OnBus,
    DateTimeOffset? OldestOnBus,
    long Waiting,
    long Parked,
    DateTimeOffset? OldestStored,
    long LatePromises,
    DateTimeOffset? OldestUnconfirmed)
{
    /// <summary>How far late promises, and what is on the bus, are counted: a listener may be away for days, and this is asked every few seconds.</summary>
    public const int MostCounted = 10_000;
}
