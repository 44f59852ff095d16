using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Console.Serving;

/// <summary>Text, persons and identifiers that somebody adds to a matter, as the rows of <c>_ReportedParts</c>.</summary>
internal static class ReportedParts
{
    public const int Rows = 3;

    /// <summary>
    /// What is known, however little: a child of whom there is a day of birth and no name is a person, and an identifier of which only the
    /// service was filled in is left to be refused by name, not left out.
    /// </summary>
    public static Referral Read(IFormCollection form)
    {
        var referral = new Referral { Narrative = FormText.Of(form, "narrative") };
        for (var row = 0; row < Rows; row++)
        {
            var (name, born) = (FormText.Of(form, $"person{row}"), FormText.Of(form, $"personBorn{row}"));
            if (name.Length + born.Length > 0)
            {
                var person = new Person { Role = FormText.Value<PersonRole>(form, $"personRole{row}"), DateOfBirth = born };
                if (name.Length > 0)
                    person.Names.Add(new PersonName { Full = name });
                referral.Persons.Add(person);
            }

            var (value, service) = (FormText.Of(form, $"identifier{row}"), FormText.Of(form, $"identifierService{row}"));
            if (value.Length + service.Length > 0)
                referral.Identifiers.Add(new Identifier { Type = FormText.Value<IdentifierType>(form, $"identifierType{row}"), Value = value, Service = service });
        }

        return referral;
    }
}
