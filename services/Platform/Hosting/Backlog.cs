namespace Referrals.Platform.Hosting;

/// <summary>What one service has not finished: events not yet on the bus, and events that it could not apply.</summary>
public sealed record Backlog(long Outbox, DateTimeOffset? OldestOutbox, long Waiting, long Parked, DateTimeOffset? OldestStored);
