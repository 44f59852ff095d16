using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Numbers that somebody issued (devices, documents, payment handles, groups, reports): issuer or kind, and letters and digits only.</summary>
internal static class CodeForm
{
    private const int ShortestCode = 4;

    public static NormalisedIdentifier? Normalise(IdentifierType type, string kind, string value)
    {
        var code = PlainText.Condense(value);
        return code.Length < ShortestCode || Placeholders.Has(code) || (code.All(char.IsAsciiDigit) && Placeholders.HasNumber(code))
            ? null
            : new NormalisedIdentifier(type, $"{PlainText.Condense(kind)}:{code}", code);
    }

    /// <summary>Whether it is not said who issued it, or of what kind it is: others give out the same.</summary>
    public static bool IsUnscoped(NormalisedIdentifier identifier) => identifier.Canonical.StartsWith(':');
}
