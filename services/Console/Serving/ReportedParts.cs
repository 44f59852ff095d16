using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Console.Serving;

/// <summary>Text, persons and identifiers that somebody adds to a matter, as the rows of <c>_ReportedParts</c>.</summary>
internal static class ReportedParts
{
    public const int Rows = 3;

    public static Referral Read(IFormCollection form)
    {
        var referral = new Referral { Narrative = FormText.Of(form, "narrative") };
        for (var row = 0; row < Rows; row++)
        {
            if (FormText.Of(form, $"person{row}") is { Length: > 0 } name)
            {
                referral.Persons.Add(new Person
                {
                    Role = FormText.Value<PersonRole>(form, $"personRole{row}"),
                    Names = { new PersonName { Full = name } },
                    DateOfBirth = FormText.Of(form, $"personBorn{row}"),
                });
            }

            if (FormText.Of(form, $"identifier{row}") is { Length: > 0 } value)
            {
                referral.Identifiers.Add(new Identifier
                {
                    Type = FormText.Value<IdentifierType>(form, $"identifierType{row}"),
                    Value = value,
                    Service = FormText.Of(form, $"identifierService{row}"),
                });
            }
        }

        return referral;
    }
}
