using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.NormalisePlaces;
using Referrals.Matching.V1;

namespace Referrals.Matching.ReadFeatures;

/// <summary>Brings the content of a referral, or of what was added to it, to what is compared. Pure and total.</summary>
public static class FeatureReader
{
    /// <summary>
    /// Part of every key of a person and of every counted term. Changes when most content gives others than before; what was read until then is found
    /// by its identifiers alone from then on, so that a change which touches few addresses or names leaves it.
    /// </summary>
    public const string Version = "f3";

    private const int MostPersons = 50;
    private const int MostNames = 20;
    private const int MostAddresses = 10;

    /// <param name="content">As submitted.</param>
    /// <param name="countries">Of the referral, ISO 3166-1 alpha-2.</param>
    /// <param name="mostIdentifiers">Identifiers that are taken, those that may carry a link first; the rest is not matched.</param>
    public static ReferralFeatures Read(Referral content, IReadOnlyCollection<string> countries, int mostIdentifiers)
    {
        // What is called an alias and is one word is what somebody is called on a screen.
        var aliases = content.Persons.SelectMany(person => person.Aliases).Where(IsHandle).Select(alias => new Identifier { Type = IdentifierType.DisplayName, Value = alias });
        var readings = content.Identifiers.Concat(aliases).Select(identifier => (identifier.Type, Reading: IdentifierNormaliser.Read(identifier, countries))).ToList();
        return new ReferralFeatures(
            [.. content.Persons.Take(MostPersons).Select(Person).OfType<PersonFeatures>()],
            [.. IdentifierOrder.Order(readings.Select(reading => reading.Reading.Identifier).OfType<NormalisedIdentifier>().DistinctBy(found => (found.Type, found.Canonical, found.At, found.Port))).Take(mostIdentifiers)],
            NarrativeReader.Read(content.Narrative),
            [.. readings.Where(reading => reading.Reading.Identifier is null).Select(reading => new SetAside(reading.Type, reading.Reading.Reason)).Concat(SetAsideOf(content.Persons.Take(MostPersons))).Take(mostIdentifiers)]);
    }

    /// <summary>Of a birthday that cannot be, what is left is compared: its year and month, and whether it is a slip for another.</summary>
    private static IEnumerable<SetAside> SetAsideOf(IEnumerable<Person> persons) => persons
        .Select(person => DateReader.FaultOf(person.DateOfBirth)).Where(reason => reason.Length > 0)
        .Select(reason => new SetAside(IdentifierType.Unspecified, reason) { Field = ComparedField.DateOfBirth });

    private static bool IsHandle(string alias) => !alias.Trim().Contains(' ', StringComparison.Ordinal);

    private static PersonFeatures? Person(Person person)
    {
        var names = person.Names.Select(NameNormaliser.Normalise)
            .Concat(person.Aliases.Where(alias => !IsHandle(alias)).Select(NameNormaliser.OfFull));
        var features = new PersonFeatures(
            person.Role,
            [.. names.Where(name => !name.IsEmpty).Distinct().Take(MostNames)],
            DateReader.Read(person.DateOfBirth),
            person.Gender,
            PlaceNormaliser.Place(person.BirthPlace),
            string.Concat(PlaceNormaliser.Words(person.Occupation)),
            [.. person.Addresses.Select(AddressForm.Of).Where(address => !address.IsEmpty).Take(MostAddresses)]);
        var isEmpty = features.Names.Count + features.Births.Count + features.Addresses.Count == 0 && features.BirthPlace.Length + features.Occupation.Length == 0;
        return isEmpty ? null : features;
    }
}
