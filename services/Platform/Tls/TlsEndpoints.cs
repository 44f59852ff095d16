using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Referrals.Platform.Tls;

/// <summary>
/// TLS of a listener: 1.2 or 1.3, the certificate that is current when a connection opens, and a client certificate where there is
/// one. A certificate that is nobody's is refused in the handshake; one that ended or was denied since, at each call.
/// </summary>
internal static class TlsEndpoints
{
    private static readonly TimeSpan HandshakeWithin = TimeSpan.FromSeconds(10);

    public static void UseTls(this ListenOptions endpoint)
    {
        var services = endpoint.ApplicationServices;
        var files = services.GetRequiredService<TlsFiles>();
        if (!files.IsOn)
            return;
        var owners = services.GetRequiredService<CertificateOwners>();
        endpoint.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificateSelector = (_, _) => files.Certificate,
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (certificate, _, _) => owners.Find(certificate) is not null,
            HandshakeTimeout = HandshakeWithin,
        });
    }
}
