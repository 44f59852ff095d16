using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.NormalisePlaces;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.V1;

namespace Referrals.Matching.MakeKeys;

/// <summary>
/// Keys of a person: each of two facts together, so that whichever is wrong or missing, another pair is left, and so that none
/// is shared by many strangers.
/// </summary>
internal static class PersonKeys
{
    private const int MostNames = 3;
    private const int MostWords = 3;
    private const int ShortestCode = 2;

    public static IEnumerable<(ComparedField Field, string Text)> Of(PersonFeatures person)
    {
        var names = person.Names.Take(MostNames).ToList();
        var codes = names.SelectMany(Codes).Distinct().Take(2 * MostWords).ToList();
        var initials = names.SelectMany(name => name.Given.Take(1).Concat(name.Family.TakeLast(1))).Select(word => word[..1]).Distinct().ToList();
        var places = person.Addresses.Take(2).SelectMany(PlacesOf).Append(person.BirthPlace).Where(place => place.Length > 0).Distinct().Take(4).ToList();
        foreach (var name in names)
        {
            foreach (var pair in Pairs([.. Codes(name)]))
                yield return (ComparedField.PersonName, $"names\u001f{pair}");
        }

        foreach (var name in names)
        {
            foreach (var key in Beginnings(name))
                yield return (ComparedField.PersonName, $"begin\u001f{key}");
        }

        foreach (var code in person.Occupation.Length > 0 ? codes : [])
            yield return (ComparedField.Occupation, $"occupation\u001f{person.Occupation}\u001f{code}");

        foreach (var birth in person.Births)
        {
            foreach (var key in OfBirth(birth, codes, initials, places))
                yield return key;
        }

        foreach (var place in places)
        {
            foreach (var code in codes)
                yield return (ComparedField.Address, $"place\u001f{place}\u001f{code}");
        }

        foreach (var code in person.Addresses.Take(2).Select(address => address.PostalCode).Where(code => code.Length > 0))
            yield return (ComparedField.Address, $"postcode\u001f{code}");
        foreach (var address in person.Addresses.Take(2).Where(address => address.Numbers.Count > 0 && address.Street.Count > 0))
            yield return (ComparedField.Address, $"street\u001f{address.Numbers[0]}\u001f{PhoneticCode.Of(address.Street[0])}\u001f{Area(address)}");
    }

    private static IEnumerable<(ComparedField, string)> OfBirth(DateForm birth, List<string> codes, List<string> initials, List<string> places)
    {
        if (birth.Digits.Length > 0)
        {
            yield return (ComparedField.DateOfBirth, $"birth\u001f{birth.Digits[..4]}{DayAndMonth(birth.Digits)}");
            foreach (var initial in initials)
                yield return (ComparedField.DateOfBirth, $"birth\u001f{birth.Digits[..4]}{DayAndMonth(birth.Digits)}\u001f{initial}");
            foreach (var place in places.Take(2))
                yield return (ComparedField.DateOfBirth, $"birthplace\u001f{birth.Digits}\u001f{place}");
        }

        foreach (var code in codes)
        {
            if (birth.Year > 0)
                yield return (ComparedField.DateOfBirth, $"year\u001f{birth.Year}\u001f{code}");
            if (birth.Digits.Length == 8 && birth.Digits[4..] != "0101")
                yield return (ComparedField.DateOfBirth, $"day\u001f{DayAndMonth(birth.Digits)}\u001f{code}");
        }
    }

    /// <summary>The two in an order of their own: which comes first differs between countries.</summary>
    private static string DayAndMonth(string digits) =>
        string.CompareOrdinal(digits[4..6], digits[6..]) <= 0 ? digits[4..] : digits[6..] + digits[4..6];

    private static IEnumerable<string> PlacesOf(AddressForm address)
    {
        if (address.PostalCode.Length > 0)
            yield return PlaceNormaliser.District(address.PostalCode);
        if (address.Locality.Length > 0)
            yield return address.Locality;
    }

    private static string Area(AddressForm address) => address.PostalCode.Length > 0 ? PlaceNormaliser.District(address.PostalCode) : address.Locality;

    /// <summary>One name by its sound and how the other begins: a slip in one leaves the other.</summary>
    private static IEnumerable<string> Beginnings(NameForm name)
    {
        if (name.Given.Count == 0 || name.Family.Count == 0)
            yield break;
        yield return $"{PhoneticCode.Of(name.Given[0])} {name.Family[^1][..1]}";
        yield return $"{name.Given[0][..1]} {PhoneticCode.Of(name.Family[^1])}";
    }

    private static IEnumerable<string> Codes(NameForm name) =>
        name.Given.Take(MostWords - 1).Concat(name.Family.Take(MostWords - 1)).Where(word => word.Length > 1).Select(CodeOf);

    /// <summary>How a name sounds, a nickname as the name that it stands for; a word too short for that is itself.</summary>
    private static string CodeOf(string word) => PhoneticCode.Of(Nicknames.RootOf(word)) is { Length: >= ShortestCode } code ? code : word;

    /// <summary>Every two in an order of their own: which is the family name differs between senders.</summary>
    private static IEnumerable<string> Pairs(List<string> codes) =>
        codes.SelectMany((one, at) => codes.Skip(at + 1).Select(other => string.CompareOrdinal(one, other) <= 0 ? $"{one} {other}" : $"{other} {one}"));
}
