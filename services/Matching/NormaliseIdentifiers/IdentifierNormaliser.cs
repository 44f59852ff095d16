using Referrals.Common.V1;

namespace Referrals.Matching.NormaliseIdentifiers;

/// <summary>
/// Brings identifiers that name the same thing to the same form. Total: hostile text is set aside with a reason.
/// </summary>
public static class IdentifierNormaliser
{
    /// <summary>
    /// Part of every key of an identifier. Changes when most identifiers get another form: keys of different versions do not meet, so that a change which touches
    /// few leaves it.
    /// </summary>
    public const string Version = "n2";

    private const int Longest = 2048;

    /// <param name="identifier">As the sender gave it.</param>
    /// <param name="countries">Of the referral, ISO 3166-1 alpha-2: where a national telephone number is from.</param>
    /// <returns>The normal form; null for what names nothing or not enough.</returns>
    public static NormalisedIdentifier? Normalise(Identifier identifier, IReadOnlyCollection<string> countries) =>
        Read(identifier, countries).Identifier is { IsPartial: false } normal ? normal : null;

    /// <summary>As <see cref="Normalise"/>, with what is partly known, and the reason where nothing is.</summary>
    public static IdentifierReading Read(Identifier identifier, IReadOnlyCollection<string> countries)
    {
        if (identifier.Value.Length > Longest || identifier.Service.Length > Longest)
            return new IdentifierReading(null, IdentifierReading.TooLong);
        if (identifier.Type == IdentifierType.Unspecified)
            return new IdentifierReading(null, IdentifierReading.UnknownType);
        if (identifier.Type == IdentifierType.Ip)
            return IpForm.Read(identifier);
        var normal = Form(identifier, countries);
        var reason = normal is not null ? "" : Placeholders.Has(identifier.Value) || PaymentForm.IsProvider(identifier) ? IdentifierReading.Placeholder : IdentifierReading.Malformed;
        return new IdentifierReading(normal, reason);
    }

    private static NormalisedIdentifier? Form(Identifier identifier, IReadOnlyCollection<string> countries) => identifier.Type switch
    {
        IdentifierType.Account or IdentifierType.ScreenName => AccountForm.Normalise(identifier.Type, identifier.Service, identifier.Value),
        IdentifierType.DisplayName => DisplayNameForm.Normalise(identifier.Value),
        IdentifierType.ProfileUrl => ProfileUrlForm.Normalise(identifier.Value),
        IdentifierType.Url => UrlForm.Normalise(identifier.Value),
        IdentifierType.Email => EmailForm.Normalise(identifier.Value),
        IdentifierType.Phone => PhoneForm.Normalise(identifier.Value, countries),
        IdentifierType.FileHash => FileHashForm.Normalise(identifier),
        IdentifierType.DeviceId => CodeForm.Normalise(identifier.Type, identifier.DeviceIdType, identifier.Value),
        IdentifierType.Document => CodeForm.Normalise(identifier.Type, identifier.DocumentType, identifier.Value),
        IdentifierType.PaymentHandle when PaymentForm.IsProvider(identifier) => null,
        IdentifierType.PaymentHandle or IdentifierType.GroupId or IdentifierType.PriorReportId => CodeForm.Normalise(identifier.Type, identifier.Service, identifier.Value),
        _ => null,
    };
}
