namespace Referrals.Platform.Inbox;

/// <summary>What a consumer has of a publisher's stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">The last number that it has applied; 0 for none.</param>
/// <param name="Held">Later numbers that it keeps, waiting or parked.</param>
public sealed record HeardStream(string Stream, long Sequence, IReadOnlyList<long> Held);
