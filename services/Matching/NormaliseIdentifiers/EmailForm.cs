using System.Collections.Frozen;
using Referrals.Common.V1;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>E-mail addresses in lower case; the weaker form follows what providers do with dots and tags.</summary>
public static class EmailForm
{
    private const string Scheme = "mailto:";

    private static readonly FrozenSet<string> Roles =
        "info admin administrator contact sales support office mail enquiries enquiry hello help service team webmaster postmaster hostmaster abuse billing hr jobs reception".Split(' ').ToFrozenSet();

    private static readonly FrozenDictionary<string, string> SameProvider =
        new Dictionary<string, string> { ["googlemail.com"] = "gmail.com", ["hotmail.com"] = "outlook.com", ["live.com"] = "outlook.com", ["ymail.com"] = "yahoo.com" }.ToFrozenDictionary();

    public static NormalisedIdentifier? Normalise(string value)
    {
        var address = Bare(LookAlikes.ResolveLatin(PlainText.Clean(value)).ToLowerInvariant());
        while (address.StartsWith(Scheme, StringComparison.Ordinal))
            address = Bare(address[Scheme.Length..]);
        if (address.AsSpan().ContainsAny(' ', '<', '>') || address.Split('@') is not [{ Length: > 0 } local, { Length: > 0 } domain])
            return null;
        domain = domain.TrimEnd('.');
        var hasDomain = domain.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < domain.Length - 1;
        return !hasDomain || Placeholders.Has(local)
            ? null
            : new NormalisedIdentifier(IdentifierType.Email, $"{local}@{domain}", local) { Weaker = ByProvider(local, domain) };
    }

    /// <summary>Without the name before it: <c>"Ana Example" &lt;ana@mail.example&gt;</c>.</summary>
    private static string Bare(string address)
    {
        var (from, to) = (address.LastIndexOf('<'), address.LastIndexOf('>'));
        return (from >= 0 && to > from ? address[(from + 1)..to] : address).Trim('<', '>');
    }

    /// <summary>Whether an address belongs to an office rather than a person.</summary>
    public static bool IsRole(NormalisedIdentifier identifier) => Roles.Contains(identifier.Canonical.Split('@')[0]);

    /// <summary>What follows the at sign.</summary>
    public static string DomainOf(NormalisedIdentifier identifier) => identifier.Canonical[(identifier.Canonical.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private static string ByProvider(string local, string domain)
    {
        var provider = SameProvider.GetValueOrDefault(domain, domain);
        var name = local.Split('+')[0];
        if (provider == "gmail.com")
            name = name.Replace(".", "", StringComparison.Ordinal);
        return name.Length == 0 ? $"{local}@{domain}" : $"{name}@{provider}";
    }
}
