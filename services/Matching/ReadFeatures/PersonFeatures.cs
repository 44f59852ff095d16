using Referrals.Common.V1;
using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.NormalisePlaces;

namespace Referrals.Matching.ReadFeatures;

/// <summary>What is compared of a person. Every part may be missing.</summary>
/// <param name="Births">Readings of the date of birth, the likelier first.</param>
/// <param name="BirthPlace">In one word, or empty.</param>
/// <param name="Occupation">In one word, or empty.</param>
public sealed record PersonFeatures(
    PersonRole Role,
    IReadOnlyList<NameForm> Names,
    IReadOnlyList<DateForm> Births,
    Gender Gender,
    string BirthPlace,
    string Occupation,
    IReadOnlyList<AddressForm> Addresses);
