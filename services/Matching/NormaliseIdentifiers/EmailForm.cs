using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>E-mail addresses in lower case. Provider rules (dots, tags) would make a weaker key and are not applied here.</summary>
internal static class EmailForm
{
    private const string Scheme = "mailto:";

    public static NormalisedIdentifier? Normalise(string value)
    {
        var address = PlainText.Clean(value).ToLowerInvariant().Trim('<', '>');
        if (address.StartsWith(Scheme, StringComparison.Ordinal))
            address = address[Scheme.Length..];
        if (address.Contains(' ', StringComparison.Ordinal) || address.Split('@') is not [{ Length: > 0 } local, { Length: > 0 } domain])
            return null;
        domain = domain.TrimEnd('.');
        var hasDomain = domain.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < domain.Length - 1;
        return !hasDomain || Placeholders.Has(local) ? null : new NormalisedIdentifier(IdentifierType.Email, $"{local}@{domain}", local);
    }
}
