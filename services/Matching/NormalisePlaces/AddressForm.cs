namespace Referrals.Matching.NormalisePlaces;

/// <summary>An address in parts that are compared; every part may be empty.</summary>
/// <param name="Numbers">House, flat and building numbers of the line.</param>
/// <param name="Street">The other words of the line.</param>
public sealed record AddressForm(
    IReadOnlyList<string> Numbers, IReadOnlyList<string> Street, string Locality, string Region, string PostalCode, string Country)
{
    public bool IsEmpty => Numbers.Count + Street.Count == 0 && Locality.Length + Region.Length + PostalCode.Length == 0;

    public static AddressForm Of(Common.V1.Address address)
    {
        var parts = AddressLine.Divide(address);
        var words = PlaceNormaliser.Words(parts.Line);
        return new AddressForm(
            [.. words.Where(word => char.IsAsciiDigit(word[0])).Take(4)],
            [.. words.Where(word => !char.IsAsciiDigit(word[0])).Take(8)],
            PlaceNormaliser.Place(parts.Locality),
            PlaceNormaliser.Place(parts.Region),
            PlaceNormaliser.PostalCode(parts.PostalCode),
            PlaceNormaliser.Place(parts.Country));
    }
}
