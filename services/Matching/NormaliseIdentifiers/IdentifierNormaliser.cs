using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// Brings identifiers that name the same thing to the same form. What names nothing (a placeholder, a fragment) and what is
/// of a type that no key is made of gives null.
/// </summary>
public static class IdentifierNormaliser
{
    /// <summary>Changes whenever the same input may give another form: keys of different versions do not meet.</summary>
    public const string Version = "n1";

    /// <param name="identifier">As the sender gave it.</param>
    /// <param name="countries">Of the referral, ISO 3166-1 alpha-2: where a national telephone number is from.</param>
    public static NormalisedIdentifier? Normalise(Identifier identifier, IReadOnlyCollection<string> countries) => identifier.Type switch
    {
        IdentifierType.Account or IdentifierType.ScreenName => AccountForm.Normalise(identifier.Type, identifier.Service, identifier.Value),
        IdentifierType.ProfileUrl => ProfileUrlForm.Normalise(identifier.Value),
        IdentifierType.Email => EmailForm.Normalise(identifier.Value),
        IdentifierType.Phone => PhoneForm.Normalise(identifier.Value, countries),
        _ => null,
    };
}
