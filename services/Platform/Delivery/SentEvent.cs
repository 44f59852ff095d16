namespace Referrals.Platform.Delivery;

/// <summary>An event that the bus has confirmed, and that the services which listen to it are not all known to have.</summary>
/// <param name="Position">Its place in the outbox.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Sequence">Its number in the stream.</param>
/// <param name="SentAt">Real time at which the bus confirmed it last.</param>
/// <param name="SentAgain">How often it was sent again.</param>
internal sealed record SentEvent(long Position, string Stream, long Sequence, DateTimeOffset SentAt, int SentAgain);
