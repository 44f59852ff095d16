namespace Referrals.Platform.Outbox;

/// <summary>Whether the outbox itself is the queue (one process, embedded storage).</summary>
public sealed record EmbeddedBus(bool IsUsed);
