using System.Text.RegularExpressions;
using Referrals.Common.V1;

namespace Referrals.Matching.NormalisePlaces;

/// <summary>
/// An address that is written in one line, <c>12 Long Road, Cebu City, 6000</c>, in its fields: what stands after the street is no part
/// of it, whether the fields say the same or nothing.
/// </summary>
internal static partial class AddressLine
{
    private const int Longest = 512;

    public static Address Divide(Address address)
    {
        if (address.Line.Length > Longest || !address.Line.Contains(',', StringComparison.Ordinal))
            return address;
        var parts = address.Line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();

        // What has a number is of the street, and so is the building before it, and a part of the town that says so.
        var street = parts.FindLastIndex(part => (part.Any(char.IsAsciiDigit) && !PostalEnd().IsMatch($" {part}")) || PlaceNormaliser.Words(part).Any(PlaceNormaliser.IsPartOfTown));
        if (street < 0 || street == parts.Count - 1)
            return address;
        var rest = string.Join(' ', parts.Skip(street + 1));
        var code = PostalEnd().Match($" {rest}");
        var places = parts.Skip(street + 1).Select(part => PostalEnd().Replace($" {part}", "").Trim()).Where(part => part.Length > 0).ToList();
        return new Address
        {
            Line = string.Join(' ', parts.Take(street + 1)),
            Locality = address.Locality.Length > 0 || places.Count == 0 || IsRegion(places[0]) ? address.Locality : Town(places[0]),
            Region = address.Region.Length > 0 ? address.Region : places.Select(Region).FirstOrDefault(region => region.Length > 0) ?? "",
            PostalCode = address.PostalCode.Length > 0 ? address.PostalCode : code.Value.Trim(),
            Country = address.Country,
        };
    }

    private static string Town(string place) => Region(place) is { Length: > 0 } region ? place[..^region.Length].TrimEnd() : place;

    private static string Region(string place) => StateEnd().Match(place).Value;

    private static bool IsRegion(string place) => Region(place) == place;

    /// <summary>Two capitals: a state.</summary>
    [GeneratedRegex(@"\b[A-Z]{2}$")]
    private static partial Regex StateEnd();

    /// <summary>Four to six digits at the end, or the two groups of a British or Canadian code.</summary>
    [GeneratedRegex(@"\s(?:[0-9]{4,6}|[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2}|[A-Z][0-9][A-Z]\s?[0-9][A-Z][0-9])$")]
    private static partial Regex PostalEnd();
}
