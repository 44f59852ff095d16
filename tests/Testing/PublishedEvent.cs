using Referrals.Platform.Outbox;

namespace Referrals.Testing;

/// <summary>An event in a service's outbox.</summary>
public sealed record PublishedEvent(string Stream, long Sequence, object Event, EventPosition? Cause);
