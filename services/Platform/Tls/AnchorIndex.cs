using System.Security.Cryptography.X509Certificates;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Tls;

/// <summary>What certificates are trusted by, to be found by pinned key and by the name of the issuing authority.</summary>
internal sealed class AnchorIndex
{
    private readonly Dictionary<string, (string Principal, DateTimeOffset? Until)> pins = [];
    private readonly ILookup<string, (string Principal, X509Certificate2 Root, DateTimeOffset? Until)> roots;

    private AnchorIndex(IEnumerable<Grant> grants)
    {
        var anchors = grants.SelectMany(grant => grant.Anchors.Select(anchor => (grant.Name, Anchor: anchor))).ToList();
        foreach (var (name, anchor) in anchors.Where(entry => entry.Anchor.KeySha256 is not null))
            pins[anchor.KeySha256!] = (name, anchor.Until);
        roots = anchors.Where(entry => entry.Anchor.Root is not null)
            .Select(entry => (entry.Name, Root: X509CertificateLoader.LoadCertificate(Convert.FromBase64String(entry.Anchor.Root!)), entry.Anchor.Until))
            .ToLookup(entry => Convert.ToHexString(entry.Root.SubjectName.RawData));
    }

    public static AnchorIndex Empty { get; } = new([]);

    public static AnchorIndex Of(IEnumerable<Grant> grants) => new(grants);

    public CertificateOwner? Find(X509Certificate2 certificate, DateTimeOffset end, DateTimeOffset now)
    {
        if (pins.TryGetValue(CertificateFacts.KeySha256(certificate), out var pinned) && !(pinned.Until <= now))
            return new CertificateOwner(pinned.Principal, Earlier(end, pinned.Until));
        foreach (var (principal, root, until) in roots[Convert.ToHexString(certificate.IssuerName.RawData)])
        {
            if (!(until <= now) && IssuedBy.Authority(certificate, root, now))
                return new CertificateOwner(principal, Earlier(end, until));
        }

        return null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset end, DateTimeOffset? until) => until < end ? until.Value : end;
}
