using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>A person named in a submission.</summary>
public static class PersonRules
{
    private const int MostNames = 20;
    private const int MostAliases = 100;
    private const int MostAddresses = 20;

    public static void Check(Violations violations, Person person, string path, DateTimeOffset now)
    {
        violations.Require(person.Role != PersonRole.Unspecified, $"{path}.role", "is required", "REQUIRED");
        if (SubmissionRules.AtMost(violations, person.Names.Count, MostNames, $"{path}.names"))
        {
            for (var i = 0; i < person.Names.Count; i++)
                Name(violations, person.Names[i], $"{path}.names[{i}]");
        }

        if (SubmissionRules.AtMost(violations, person.Aliases.Count, MostAliases, $"{path}.aliases"))
        {
            for (var i = 0; i < person.Aliases.Count; i++)
                TextRules.Required(violations, person.Aliases[i], $"{path}.aliases[{i}]", 256);
        }

        if (SubmissionRules.AtMost(violations, person.Addresses.Count, MostAddresses, $"{path}.addresses"))
        {
            for (var i = 0; i < person.Addresses.Count; i++)
                Address(violations, person.Addresses[i], $"{path}.addresses[{i}]");
        }

        TimeRules.DateOfBirth(violations, person.DateOfBirth, $"{path}.dateOfBirth", now);
        TextRules.Optional(violations, person.BirthPlace, $"{path}.birthPlace", 256);
        TextRules.Optional(violations, person.Occupation, $"{path}.occupation", 256);
    }

    private static void Name(Violations violations, PersonName name, string path)
    {
        violations.Require(name.Given.Length + name.Family.Length + name.Full.Length > 0, path, "must have at least one part", "REQUIRED");
        TextRules.Optional(violations, name.Given, $"{path}.given", 256);
        TextRules.Optional(violations, name.Family, $"{path}.family", 256);
        TextRules.Optional(violations, name.Full, $"{path}.full", 512);
    }

    private static void Address(Violations violations, Address address, string path)
    {
        var length = address.Line.Length + address.Locality.Length + address.Region.Length + address.PostalCode.Length + address.Country.Length;
        violations.Require(length > 0, path, "must have at least one part", "REQUIRED");
        TextRules.Optional(violations, address.Line, $"{path}.line", 512);
        TextRules.Optional(violations, address.Locality, $"{path}.locality", 256);
        TextRules.Optional(violations, address.Region, $"{path}.region", 256);
        TextRules.Optional(violations, address.PostalCode, $"{path}.postalCode", 32);
        PlaceRules.Country(violations, address.Country, $"{path}.country");
    }
}
