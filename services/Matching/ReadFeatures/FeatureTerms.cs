namespace Referrals.Matching.ReadFeatures;

/// <summary>The terms of a referral whose frequency among referrals matters, as comparers name them.</summary>
public static class FeatureTerms
{
    public static IEnumerable<string> Of(ReferralFeatures features) => features.Persons.SelectMany(Of).Distinct();

    private static IEnumerable<string> Of(PersonFeatures person)
    {
        foreach (var word in person.Names.SelectMany(name => name.Words))
            yield return $"name:{word}";
        foreach (var birth in person.Births.Where(birth => birth.Digits.Length > 0))
            yield return $"birth:{birth.Digits}";
        if (person.BirthPlace.Length > 0)
            yield return $"birthplace:{person.BirthPlace}";
        if (person.Occupation.Length > 0)
            yield return $"occupation:{person.Occupation}";
        foreach (var address in person.Addresses)
        {
            if (address.PostalCode.Length > 0)
                yield return $"postcode:{address.PostalCode}";
            if (address.Locality.Length > 0)
                yield return $"locality:{address.Locality}";
        }
    }
}
