using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Identity.TrustCertificates;

/// <summary>What the certificates of a principal are trusted by.</summary>
public static class AnchorRules
{
    private const int Most = 8;
    private const int LargestCertificate = 8 << 10;
    private const int MostSerials = 64;
    private const int MostDenied = 1000;
    private const int LongestSerial = 40;

    /// <summary>The anchors of a request; violations for what none of them may be.</summary>
    public static IReadOnlyList<GrantAnchor> Read(RepeatedField<TrustAnchor> anchors, DateTimeOffset now, Violations violations)
    {
        violations.Require(anchors.Count <= Most, "anchors", $"must have at most {Most} elements", "TOO_MANY");
        var read = new List<GrantAnchor>();
        for (var i = 0; i < Math.Min(anchors.Count, Most); i++)
        {
            var field = $"anchors[{i}]";
            violations.Require(anchors[i].Until is null, $"{field}.until", "is set by the service", "NOT_ALLOWED");
            if (anchors[i].AnchorCase == TrustAnchor.AnchorOneofCase.RootCertificate)
            {
                var why = WhyNoRoot(anchors[i].RootCertificate, now);
                if (violations.Require(why is null, $"{field}.rootCertificate", why ?? "", "INVALID"))
                    read.Add(new GrantAnchor(anchors[i].RootCertificate.ToBase64(), null, null));
            }
            else if (violations.Require(anchors[i].KeySha256.Length == SHA256.HashSizeInBytes, $"{field}.keySha256", "must be 32 bytes, or rootCertificate is required", "MALFORMED"))
            {
                read.Add(new GrantAnchor(null, anchors[i].KeySha256.ToBase64(), null));
            }
        }

        return read;
    }

    /// <summary>Serial numbers in the form in which they are compared.</summary>
    public static IReadOnlyList<string> ReadSerials(RepeatedField<string> serials, Violations violations)
    {
        violations.Require(serials.Count <= MostSerials, "denySerials", $"must have at most {MostSerials} elements", "TOO_MANY");
        for (var i = 0; i < Math.Min(serials.Count, MostSerials); i++)
            violations.Require(serials[i].Length is > 0 and <= LongestSerial && serials[i].All(char.IsAsciiHexDigit), $"denySerials[{i}]", $"must be 1 to {LongestSerial} hexadecimal digits", "MALFORMED");
        return [.. serials.Select(CertificateFacts.Serial)];
    }

    /// <summary>Anchors after a rotation: the new ones, and the earlier ones until a time; without new ones all stay.</summary>
    public static IReadOnlyList<GrantAnchor> Rotate(IReadOnlyList<GrantAnchor> earlier, IReadOnlyList<GrantAnchor> added, DateTimeOffset now, TimeSpan overlap)
    {
        var standing = earlier.Where(anchor => anchor.Until is not { } until || until > now);
        if (added.Count == 0)
            return [.. standing];
        var fading = overlap == TimeSpan.Zero ? [] : standing
            .Where(anchor => !added.Any(one => (one.Root, one.KeySha256) == (anchor.Root, anchor.KeySha256)))
            .Select(anchor => anchor with { Until = anchor.Until < now + overlap ? anchor.Until : now + overlap });
        return [.. added, .. fading];
    }

    /// <summary>Denied serial numbers, the newest kept when there are too many.</summary>
    public static string Deny(string denied, IReadOnlyList<string> serials) =>
        string.Join(' ', denied.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(serials).Distinct().TakeLast(MostDenied));

    public static string Write(IReadOnlyList<GrantAnchor> anchors) => JsonSerializer.Serialize(anchors, JsonSerializerOptions.Web);

    public static IReadOnlyList<GrantAnchor> Read(string anchors) => JsonSerializer.Deserialize<List<GrantAnchor>>(anchors, JsonSerializerOptions.Web) ?? [];

    public static TrustAnchor ToMessage(GrantAnchor anchor)
    {
        var message = new TrustAnchor { Until = anchor.Until?.ToTimestamp() };
        if (anchor.Root is not null)
            message.RootCertificate = ByteString.FromBase64(anchor.Root);
        else
            message.KeySha256 = ByteString.FromBase64(anchor.KeySha256!);
        return message;
    }

    private static string? WhyNoRoot(ByteString der, DateTimeOffset now)
    {
        if (der.Length is 0 or > LargestCertificate)
            return $"must be 1 to {LargestCertificate} bytes";
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return !CertificateFacts.IsAuthority(certificate) ? "must be a self-signed certificate of an authority"
                : certificate.NotAfter.ToUniversalTime() <= now.UtcDateTime ? "must not have expired"
                : null;
        }
        catch (CryptographicException)
        {
            return "must be one X.509 certificate, DER";
        }
    }
}
