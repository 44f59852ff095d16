using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Addresses of pages: as profiles, without what only counts visits.</summary>
internal static class UrlForm
{
    private static readonly string[] Counting = ["utm_", "fbclid=", "gclid=", "igsh=", "ref=", "si="];

    public static NormalisedIdentifier? Normalise(string value)
    {
        if (ProfileUrlForm.Normalise(value) is not { } url)
            return null;
        var at = url.Canonical.IndexOf('?', StringComparison.Ordinal);
        var canonical = at < 0 ? url.Canonical : url.Canonical[..at];
        if (at >= 0)
        {
            var kept = url.Canonical[(at + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(part => !Counting.Any(prefix => part.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal).ToList();
            if (kept.Count > 0)
                canonical = $"{canonical}?{string.Join('&', kept)}";
            else if (!canonical.Contains('/', StringComparison.Ordinal))
                return null;
        }

        return new NormalisedIdentifier(IdentifierType.Url, canonical, url.Legible);
    }
}
