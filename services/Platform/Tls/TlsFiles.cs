using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Referrals.Platform.Tls;

/// <summary>
/// This process's certificate and the exchange's authority. Files that were replaced are read again within seconds: a rotation
/// needs no restart, and connections that are open go on.
/// </summary>
public sealed class TlsFiles(IOptions<TlsOptions> options, TimeProvider time, ILogger<TlsFiles> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private readonly Lock reading = new();
    private Loaded? loaded;
    private long looked;

    public bool IsOn => options.Value.IsOn;

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate => Current().Certificate;

    /// <summary>The exchange's own authority.</summary>
    public X509Certificate2 Authority => Current().Authority;

    private Loaded Current()
    {
        lock (reading)
        {
            if (loaded is not null && time.GetElapsedTime(looked) < LookEvery)
                return loaded;
            looked = time.GetTimestamp();
            var (certificate, key, authority) = (options.Value.Certificate, options.Value.Key, options.Value.Authority);
            try
            {
                var written = new[] { certificate, key, authority }.Select(File.GetLastWriteTimeUtc).ToArray();
                if (loaded is null || !loaded.Written.SequenceEqual(written))
                    loaded = new Loaded(X509Certificate2.CreateFromPemFile(certificate, key), X509CertificateLoader.LoadCertificateFromFile(authority), written);
            }
            catch (Exception exception) when (loaded is not null && exception is IOException or CryptographicException)
            {
                // Between two files of a pair that is being replaced.
                logger.CertificateWaits(exception.GetType().Name);
            }

            return loaded;
        }
    }

    private sealed record Loaded(X509Certificate2 Certificate, X509Certificate2 Authority, DateTime[] Written);
}
