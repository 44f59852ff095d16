using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.V1;

namespace Referrals.Intake.Facts;

/// <summary>What may be known of a referral without reading it.</summary>
public static class MetadataRules
{
    /// <summary>Of a submission.</summary>
    public static ReferralMetadata OfSubmission(Referral referral, string referralId, string agencyId, Presence presence, DateTimeOffset receivedAt) => new()
    {
        ReferralId = referralId,
        AgencyId = agencyId,
        AgencyReference = referral.AgencyReference,
        Origin = ReferralOrigin.Agency,
        IncidentType = referral.IncidentType,
        Countries = [.. referral.Countries],
        Region = NullIfEmpty(referral.Region),
        OccurredAt = referral.OccurredAt?.ToDateTimeOffset(),
        ReceivedAt = receivedAt,
        ChildAtImmediateRisk = referral.ChildAtImmediateRisk,
        Tlp = referral.Handling.Tlp,
        Conditions = [.. referral.Handling.Conditions],
        IdentifierTypes = Types(referral),
        SubjectCount = Count(referral, PersonRole.Subject),
        ChildCount = Count(referral, PersonRole.Child),
        ChildGenders = Genders(referral),
        EvidenceItems = Items(referral),
        Completeness = CompletenessRules.Score(presence),
        Supplements = 0,
    };

    /// <summary>After a supplement: lists add to what is there, other fields that are given take the place of the earlier ones.</summary>
    public static ReferralMetadata WithSupplement(ReferralMetadata earlier, Referral added, Presence presence, int supplements) => earlier with
    {
        IncidentType = added.IncidentType == IncidentType.Unspecified ? earlier.IncidentType : added.IncidentType,
        Countries = [.. earlier.Countries.Union(added.Countries)],
        Region = NullIfEmpty(added.Region) ?? earlier.Region,
        OccurredAt = added.OccurredAt?.ToDateTimeOffset() ?? earlier.OccurredAt,
        ChildAtImmediateRisk = added.HasChildAtImmediateRisk ? added.ChildAtImmediateRisk : earlier.ChildAtImmediateRisk,
        Tlp = added.Handling?.Tlp ?? earlier.Tlp,
        Conditions = added.Handling is { } handling ? [.. handling.Conditions] : earlier.Conditions,
        IdentifierTypes = [.. earlier.IdentifierTypes.Union(Types(added))],
        SubjectCount = earlier.SubjectCount + Count(added, PersonRole.Subject),
        ChildCount = earlier.ChildCount + Count(added, PersonRole.Child),
        ChildGenders = [.. earlier.ChildGenders.Union(Genders(added))],
        EvidenceItems = Clamp((long)earlier.EvidenceItems + Items(added)),
        Completeness = CompletenessRules.Score(presence),
        Supplements = supplements,
    };

    /// <summary>The label and conditions as records show them: <c>AMBER+H2</c>.</summary>
    public static string Handling(ReferralMetadata metadata)
    {
        var label = metadata.Tlp == Tlp.AmberStrict ? "AMBER_STRICT" : metadata.Tlp.ToString().ToUpperInvariant();
        return string.Join('+', [label, .. metadata.Conditions.Order().Select(condition => condition.ToString())]);
    }

    private static int Count(Referral referral, PersonRole role) => referral.Persons.Count(person => person.Role == role);

    private static List<IdentifierType> Types(Referral referral) => [.. referral.Identifiers.Select(identifier => identifier.Type).Distinct().Order()];

    private static List<Gender> Genders(Referral referral) =>
        [.. referral.Persons.Where(person => person.Role == PersonRole.Child && person.Gender != Gender.Unspecified).Select(person => person.Gender).Distinct().Order()];

    private static int Items(Referral referral) => Clamp(referral.Evidence.Sum(evidence => (long)evidence.Items));

    private static int Clamp(long value) => (int)Math.Min(value, int.MaxValue);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
