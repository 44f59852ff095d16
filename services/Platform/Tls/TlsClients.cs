using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Referrals.Platform.Tls;

/// <summary>TLS of calls from this process to another: the exchange's own authority is trusted, and no other; this process shows its certificate.</summary>
public sealed class TlsClients(TlsFiles files)
{
    /// <summary>How connections are made; null without TLS.</summary>
    public SslClientAuthenticationOptions? Options() => !files.IsOn ? null : new SslClientAuthenticationOptions
    {
        // Decided at each connection, since either may have been replaced.
        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            certificate is X509Certificate2 server
            && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            && IssuedBy.Authority(server, files.Authority, TimeProvider.System.GetUtcNow()),
        LocalCertificateSelectionCallback = (_, _, _, _, _) => files.Certificate,
    };
}
