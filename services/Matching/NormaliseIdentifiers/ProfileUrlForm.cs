using System.Collections.Frozen;
using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Addresses of profiles: host in lower case without <c>www</c> or <c>m</c>, no scheme, default port, trailing slash or fragment.</summary>
internal static class ProfileUrlForm
{
    // Names before that of the service under which it shows the same pages, by kind of screen.
    private static readonly FrozenSet<string> Fronts = FrozenSet.ToFrozenSet(["www", "m", "mobile", "touch", "web"]);

    public static NormalisedIdentifier? Normalise(string value)
    {
        var text = PlainText.Clean(value);
        if (text.IndexOf("://", StringComparison.Ordinal) is var scheme && (scheme < 0 || text.AsSpan(0, scheme).ContainsAny('/', '?', '#')))
            text = $"https://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        var host = WithoutFront(HostOf(url));
        if (!host.Contains('.', StringComparison.Ordinal))
            return null;

        // Without the scheme nobody knows of which the port was the usual one.
        var port = url.Port is 80 or 443 ? "" : $":{url.Port}";
        var path = url.AbsolutePath.TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];

        // The address of a service itself is nobody's profile.
        return path.Length + url.Query.Length == 0 || (url.Query.Length == 0 && Placeholders.Has(Uri.UnescapeDataString(last)))
            ? null
            : new NormalisedIdentifier(IdentifierType.ProfileUrl, $"{host}{port}{path}{url.Query}", last.Length > 0 ? last : url.Query);
    }

    private static string WithoutFront(string host)
    {
        while (host.IndexOf('.', StringComparison.Ordinal) is > 0 and var end && Fronts.Contains(host[..end]) && PublicSuffixes.RegisteredDomain(host) is { } registered && registered.Length < host.Length)
            host = host[(end + 1)..];
        return host;
    }

    /// <summary>In ASCII; one that has no such form, a label too long or ending in a digit from right to left, as it is written.</summary>
    private static string HostOf(Uri url)
    {
        try
        {
            return url.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return url.Host.ToLowerInvariant();
        }
    }
}
