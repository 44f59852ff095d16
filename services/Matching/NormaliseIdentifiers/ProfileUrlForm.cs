using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Addresses of profiles: host in lower case without <c>www</c>, no scheme, default port, trailing slash or fragment.</summary>
internal static class ProfileUrlForm
{
    private const string Www = "www.";

    public static NormalisedIdentifier? Normalise(string value)
    {
        var text = PlainText.Clean(value);
        if (text.IndexOf("://", StringComparison.Ordinal) is var scheme && (scheme < 0 || text.AsSpan(0, scheme).ContainsAny('/', '?', '#')))
            text = $"https://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || HostOf(url) is not { } host || !host.Contains('.', StringComparison.Ordinal))
            return null;

        while (host.StartsWith(Www, StringComparison.Ordinal) && host.IndexOf('.', Www.Length) > Www.Length)
            host = host[Www.Length..];

        // Without the scheme nobody knows of which the port was the usual one.
        var port = url.Port is 80 or 443 ? "" : $":{url.Port}";
        var path = url.AbsolutePath.TrimEnd('/');
        var last = path[(path.LastIndexOf('/') + 1)..];

        // The address of a service itself is nobody's profile.
        return path.Length + url.Query.Length == 0 || (url.Query.Length == 0 && Placeholders.Has(Uri.UnescapeDataString(last)))
            ? null
            : new NormalisedIdentifier(IdentifierType.ProfileUrl, $"{host}{port}{path}{url.Query}", last.Length > 0 ? last : url.Query);
    }

    /// <summary>In the letters of the network; null for one that cannot be written so.</summary>
    private static string? HostOf(Uri url)
    {
        try
        {
            return url.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
