namespace Referrals.Platform.Tls;

/// <summary>Whose a client certificate is, and until when it may be believed.</summary>
/// <param name="Principal">The principal's name.</param>
/// <param name="Until">The end of the certificate, or of what it is trusted by.</param>
public sealed record CertificateOwner(string Principal, DateTimeOffset Until);
