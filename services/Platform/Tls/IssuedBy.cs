using System.Security.Cryptography.X509Certificates;

namespace Referrals.Platform.Tls;

/// <summary>Whether an authority issued a certificate. Nothing is fetched from anywhere, and no other root is trusted.</summary>
public static class IssuedBy
{
    public static bool Authority(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now)
    {
        using var chain = new X509Chain { ChainPolicy = Policy(authority) };
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(certificate) && chain.ChainElements.Count > 1;
    }

    /// <summary>Trusts one root.</summary>
    public static X509ChainPolicy Policy(X509Certificate2 authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
