using Referrals.Common.V1;
using Referrals.Console.Words;
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
        foreach (var row in Filled(form, "person", "personBorn"))
        {
            var person = new Person { Role = FormText.Value<PersonRole>(form, $"personRole{row}"), DateOfBirth = FormText.Of(form, $"personBorn{row}") };
            if (FormText.Of(form, $"person{row}") is { Length: > 0 } name)
                person.Names.Add(new PersonName { Full = name });
            referral.Persons.Add(person);
        }

        foreach (var row in Filled(form, "identifier", "identifierService"))
        {
            referral.Identifiers.Add(new Identifier
            {
                Type = FormText.Value<IdentifierType>(form, $"identifierType{row}"),
                Value = FormText.Of(form, $"identifier{row}"),
                Service = FormText.Of(form, $"identifierService{row}"),
            });
        }

        return referral;
    }

    /// <summary>Where the parts of what was read stand in the form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="path">The request's field that it was read into.</param>
    /// <param name="prefix">Before the ids of the form's fields.</param>
    /// <param name="texts">The words.</param>
    public static IEnumerable<FormField> Fields(IFormCollection form, string path, string prefix, Texts texts)
    {
        yield return new FormField($"{path}.narrative", Id(prefix, "narrative"), texts["In words"]);
        foreach (var (row, place) in Filled(form, "person", "personBorn").Select((row, place) => (row, place)))
        {
            yield return new FormField($"{path}.persons[{place}].dateOfBirth", Id(prefix, $"personBorn{row}"), texts["Date of birth"]);
            yield return new FormField($"{path}.persons[{place}]", Id(prefix, $"person{row}"), texts["Person {0}", row + 1]);
        }

        foreach (var (row, place) in Filled(form, "identifier", "identifierService").Select((row, place) => (row, place)))
        {
            yield return new FormField($"{path}.identifiers[{place}].service", Id(prefix, $"identifierService{row}"), texts["Service"]);
            yield return new FormField($"{path}.identifiers[{place}]", Id(prefix, $"identifier{row}"), texts["Identifier {0}", row + 1]);
        }
    }

    /// <summary>Whether anything is filled in.</summary>
    public static bool HasAny(IFormCollection form) => FormText.Of(form, "narrative").Length > 0 || Filled(form, "person", "personBorn").Any() || Filled(form, "identifier", "identifierService").Any();

    /// <summary>Names of the fields into which one types.</summary>
    public static IEnumerable<string> Texts => ["narrative", .. Enumerable.Range(0, Rows).SelectMany(row => (string[])[$"person{row}", $"personBorn{row}", $"identifier{row}", $"identifierService{row}"])];

    public static string Id(string prefix, string name) => prefix.Length > 0 ? $"{prefix}-{name}" : name;

    /// <summary>The rows in which one of two fields is filled in.</summary>
    private static IEnumerable<int> Filled(IFormCollection form, string first, string second) =>
        Enumerable.Range(0, Rows).Where(row => FormText.Of(form, $"{first}{row}").Length + FormText.Of(form, $"{second}{row}").Length > 0);
}
