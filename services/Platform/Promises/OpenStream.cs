namespace Referrals.Platform.Promises;

/// <summary>A stream of the service with records that are not known to be in the log.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Sequence">Number of its last record.</param>
/// <param name="Unconfirmed">The records up to this number were all made by <paramref name="Since"/>.</param>
/// <param name="Since">Real time.</param>
/// <param name="LateSince">When they were noted as late; null while they are not.</param>
public sealed record OpenStream(string Stream, long Sequence, long Unconfirmed, DateTimeOffset Since, DateTimeOffset? LateSince);
