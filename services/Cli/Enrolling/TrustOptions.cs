using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Errors;
using Referrals.Identity.V1;

namespace Referrals.Cli.Enrolling;

/// <summary><c>--root FILE</c>, <c>--pin FILE</c>: what an agency's certificates are trusted by.</summary>
internal static class TrustOptions
{
    public static Option<string[]> Roots { get; } = Options.Texts("--root", "FILE", "The certificate of the agency's own authority, PEM or DER; may be repeated");

    public static Option<string[]> Pins { get; } = Options.Texts("--pin", "FILE", "A certificate of the agency whose key is pinned, PEM or DER; may be repeated");

    public static IEnumerable<TrustAnchor> Read(Invocation run) =>
    [
        .. run.Get(Roots).Select(file => new TrustAnchor { RootCertificate = ByteString.CopyFrom(Load(file).RawData) }),
        .. run.Get(Pins).Select(file => new TrustAnchor { KeySha256 = ByteString.CopyFrom(SHA256.HashData(Load(file).PublicKey.ExportSubjectPublicKeyInfo())) }),
    ];

    private static X509Certificate2 Load(string file)
    {
        try
        {
            return X509CertificateLoader.LoadCertificateFromFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UsageException($"{file} is not a certificate that can be read");
        }
    }
}
