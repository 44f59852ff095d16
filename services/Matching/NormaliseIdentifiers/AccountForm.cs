using Referrals.Common.V1;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>Accounts and screen names: the service, and the name on it. Handles are compared without regard to letter case.</summary>
internal static class AccountForm
{
    public static NormalisedIdentifier? Normalise(IdentifierType type, string service, string value)
    {
        var on = PlainText.Condense(service);
        var name = LookAlikes.ResolveLatin(PlainText.Clean(value)).TrimStart('@', ' ').ToLowerInvariant();
        return Placeholders.Has(on) || Placeholders.Has(name) ? null : new NormalisedIdentifier(type, $"{on}:{name}", name);
    }
}
