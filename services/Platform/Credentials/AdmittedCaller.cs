namespace Referrals.Platform.Credentials;

/// <summary>A caller who is let in, with the rights that hold now.</summary>
/// <param name="Principal">Who it is.</param>
/// <param name="Expires">When its credential ends.</param>
/// <param name="Changed">Cancelled when its rights change: an open stream ends with that.</param>
public sealed record AdmittedCaller(Principal Principal, DateTimeOffset Expires, CancellationToken Changed);
