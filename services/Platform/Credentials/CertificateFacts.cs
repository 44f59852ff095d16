using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Referrals.Platform.Credentials;

/// <summary>What is looked at in certificates.</summary>
public static class CertificateFacts
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>A serial number in the one form in which they are compared: hexadecimal, lower case, without leading zeros.</summary>
    public static string Serial(string hexadecimal) => hexadecimal.ToLowerInvariant().TrimStart('0') is { Length: > 0 } serial ? serial : "0";

    /// <summary>SHA-256 of the subject public key info, base64.</summary>
    public static string KeySha256(X509Certificate2 certificate) => Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Whether it may be somebody's own authority: self-signed, and marked as one.</summary>
    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
        && certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);

    /// <summary>Whether it is for clients: it says so, or does not say what it is for.</summary>
    public static bool IsForClients(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == ClientAuthentication))
        && !certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
}
