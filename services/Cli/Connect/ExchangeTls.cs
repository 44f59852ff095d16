using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Referrals.Cli.Connect;

/// <summary>
/// What calls over TLS need, from a directory: <c>tls/authority.pem</c>, which alone is trusted, and
/// <c>tls/clients/agency-uk-nca.pem</c>, the certificate of a principal with its key.
/// </summary>
internal sealed class ExchangeTls(string data)
{
    private readonly string directory = Path.Combine(data, "tls");

    /// <summary>Whether a principal calls with a certificate of its own, and then needs no token.</summary>
    public bool HasCertificate(string principal) => File.Exists(FileOf(principal));

    /// <summary>How connections are opened for a principal, or for nobody.</summary>
    public SocketsHttpHandler Handler(string? principal)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), EnableMultipleHttp2Connections = true };
        if (Authority() is { } authority)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
        }

        // Read at each connection: short-lived certificates are replaced in place.
        if (principal is not null && HasCertificate(principal))
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => X509Certificate2.CreateFromPemFile(FileOf(principal));
        return handler;
    }

    private X509Certificate2? Authority()
    {
        var file = Path.Combine(directory, "authority.pem");
        try
        {
            return File.Exists(file) ? X509CertificateLoader.LoadCertificateFromFile(file) : null;
        }
        catch (CryptographicException exception)
        {
            throw new ExchangeUnreachableException($"{file} is not a certificate", exception);
        }
    }

    private string FileOf(string principal) => Path.Combine(directory, "clients", principal.Replace('/', '-') + ".pem");
}
