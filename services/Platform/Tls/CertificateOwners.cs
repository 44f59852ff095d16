using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Tls;

/// <summary>
/// Finds out whose a client certificate is: a service's, issued by the exchange's own authority; or a principal's, issued by the
/// principal's own authority or with the principal's pinned key. Nobody else's certificate is anybody's.
/// </summary>
public sealed class CertificateOwners : IDisposable
{
    private const string ServicePrefix = "service/";
    private const int MaximumRemembered = 10_000;
    private readonly GrantBook grants;
    private readonly TlsFiles files;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, CertificateOwner> remembered = new();
    private volatile AnchorIndex index = AnchorIndex.Empty;
    private volatile X509Certificate2? authority;

    public CertificateOwners(GrantBook grants, TlsFiles files, TimeProvider time)
    {
        (this.grants, this.files, this.time) = (grants, files, time);
        grants.Changed += Reread;
        Reread();
    }

    /// <summary>The owner, as things stand now; null for a certificate that is nobody's, has ended or was denied.</summary>
    public CertificateOwner? Find(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow();
        var issuer = Authority();
        var hash = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (!remembered.TryGetValue(hash, out var owner))
        {
            var read = index;
            owner = FindReadable(certificate, read, issuer, now);

            // Nobody's may be somebody's once its time has come.
            if (owner is null)
                return null;
            if (remembered.Count >= MaximumRemembered)
                remembered.Clear();
            remembered[hash] = owner;

            // What changed while it was looked up may be about it.
            if (read != index || !ReferenceEquals(issuer, authority))
                remembered.TryRemove(hash, out _);
        }

        return owner.Until > now ? owner : null;
    }

    public void Dispose() => grants.Changed -= Reread;

    /// <summary>The exchange's own authority; another one than before makes nothing of what was found under that.</summary>
    private X509Certificate2 Authority()
    {
        var current = files.Authority;
        if (!ReferenceEquals(current, authority))
        {
            authority = current;
            remembered.Clear();
        }

        return current;
    }

    private void Reread()
    {
        index = AnchorIndex.Of(grants.Grants);
        remembered.Clear();
    }

    /// <summary>Extensions are decoded when they are looked at: a certificate with one that says nothing is nobody's.</summary>
    private CertificateOwner? FindReadable(X509Certificate2 certificate, AnchorIndex anchors, X509Certificate2 issuer, DateTimeOffset now)
    {
        try
        {
            return FindAnew(certificate, anchors, issuer, now);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private CertificateOwner? FindAnew(X509Certificate2 certificate, AnchorIndex anchors, X509Certificate2 issuer, DateTimeOffset now)
    {
        var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        if (end <= now || certificate.NotBefore.ToUniversalTime() > now.UtcDateTime || !CertificateFacts.IsForClients(certificate))
            return null;
        var owner = ServiceOf(certificate, issuer, end, now) ?? anchors.Find(certificate, end, now);
        return owner is null || grants.Find(owner.Principal)?.DeniedSerials.Contains(CertificateFacts.Serial(certificate.SerialNumber)) == true ? null : owner;
    }

    private static CertificateOwner? ServiceOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset end, DateTimeOffset now)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return name.StartsWith(ServicePrefix, StringComparison.Ordinal) && IssuedBy.Authority(certificate, issuer, now) ? new CertificateOwner(name, end) : null;
    }
}
