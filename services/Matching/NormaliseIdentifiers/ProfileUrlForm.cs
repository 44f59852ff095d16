using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Addresses of profiles: host in lower case without <c>www</c>, no scheme, default port, trailing slash or fragment.</summary>
internal static class ProfileUrlForm
{
    public static NormalisedIdentifier? Normalise(string value)
    {
        var text = PlainText.Clean(value);
        if (!text.Contains("://", StringComparison.Ordinal))
            text = $"https://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") )
            return null;
        var host = HostOf(url);
        if (!host.Contains('.', StringComparison.Ordinal))
            return null;
        if (host.StartsWith("www.", StringComparison.Ordinal))
            host = host["www.".Length..];
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        var path = url.AbsolutePath.TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];

        // The address of a service itself is nobody's profile.
        return path.Length + url.Query.Length == 0 || (url.Query.Length == 0 && Placeholders.Has(Uri.UnescapeDataString(last)))
            ? null
            : new NormalisedIdentifier(IdentifierType.ProfileUrl, $"{host}{port}{path}{url.Query}", last.Length > 0 ? last : url.Query);
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
