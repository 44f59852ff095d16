using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Intake.Facts;

/// <summary>Sees what a submission or supplement holds.</summary>
public static class PresenceRules
{
    public static Presence Of(Referral referral)
    {
        var presence = Presence.None;
        Add(Presence.Time, referral.OccurredAt is not null);
        Add(Presence.Country, referral.Countries.Count > 0);
        Add(Presence.Place, referral.Region.Length > 0 || referral.Persons.Any(person => person.Addresses.Any(IsPlace)));
        Add(Presence.Narrative, referral.Narrative.Length > 0);
        Add(Presence.Evidence, referral.Evidence.Count > 0);
        Add(Presence.Grading, referral.Grading is not null);
        foreach (var person in referral.Persons)
        {
            var subject = person.Role == PersonRole.Subject;
            Add(Presence.SubjectName, subject && (person.Names.Count > 0 || person.Aliases.Count > 0));
            Add(Presence.SubjectIdentity, subject && person.DateOfBirth.Length > 0);
            Add(Presence.Child, person.Role == PersonRole.Child);
        }

        foreach (var identifier in referral.Identifiers)
            presence |= Of(identifier);
        return presence;

        void Add(Presence part, bool holds) => presence |= holds ? part : Presence.None;
    }

    private static Presence Of(Identifier identifier) => identifier.Type switch
    {
        IdentifierType.FileHash => Presence.FileHash,
        IdentifierType.Ip => identifier.Port > 0 && identifier.At is not null ? Presence.IpWithPortAndTime : Presence.None,
        IdentifierType.Document => Presence.SubjectIdentity | Presence.StrongIdentifier,
        IdentifierType.Account or IdentifierType.ProfileUrl or IdentifierType.Email or IdentifierType.Phone
            or IdentifierType.DeviceId or IdentifierType.PaymentHandle => Presence.StrongIdentifier,
        _ => Presence.None,
    };

    private static bool IsPlace(Address address) => address.Line.Length > 0 || address.Locality.Length > 0;
}
