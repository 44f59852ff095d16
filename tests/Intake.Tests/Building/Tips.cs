using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Intake.Tests.Building;

/// <summary>Invented submissions.</summary>
internal static class Tips
{
    private static int last;

    public static string NextReference() => $"EX-2026-{Interlocked.Increment(ref last):000000}";

    /// <summary>A small one, complete enough to be taken.</summary>
    public static Referral Small(string? reference = null) => new()
    {
        AgencyReference = reference ?? NextReference(),
        IncidentType = IncidentType.LiveStreamed,
        Countries = { "PH" },
        Handling = new Handling { Tlp = Tlp.Amber },
        Narrative = "[withheld]",
        Identifiers = { Account("a1-000042") },
    };

    /// <summary>The submission that the design shows.</summary>
    public static Referral Full(string? reference = null) => new()
    {
        AgencyReference = reference ?? NextReference(),
        IncidentType = IncidentType.LiveStreamed,
        Countries = { "PH" },
        Region = "PH-07",
        OccurredAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2024, 6, 2, 9, 5, 0, TimeSpan.Zero)),
        ChildAtImmediateRisk = true,
        Handling = new Handling { Tlp = Tlp.Amber, Conditions = { HandlingCondition.H2 } },
        Grading = new Grading { Scheme = GradingScheme.Uk3X5X2, Code = "1B" },
        Narrative = "[withheld]",
        Persons =
        {
            new Person
            {
                Role = PersonRole.Subject,
                Names = { new PersonName { Given = "Ana", Family = "Example", Full = "Ana Example" } },
                Aliases = { "example_a" },
                DateOfBirth = "1980-05-04",
                Gender = Gender.Female,
                BirthPlace = "Cebu",
                Addresses = { new Address { Locality = "Cebu City", Region = "Cebu", Country = "PH" } },
            },
            new Person { Role = PersonRole.Child, Gender = Gender.Male },
        },
        Identifiers =
        {
            Account("a1-000042"),
            new Identifier { Type = IdentifierType.Phone, Value = "+63 900 000 0042" },
            new Identifier
            {
                Type = IdentifierType.Ip,
                Value = "203.0.113.7",
                Port = 51515,
                At = Timestamp.FromDateTimeOffset(new DateTimeOffset(2024, 6, 2, 9, 20, 0, TimeSpan.Zero)),
                Event = "LOGIN",
            },
            new Identifier { Type = IdentifierType.FileHash, Algorithm = HashAlgorithm.Sha256, Value = new string('a', 64) },
        },
        Evidence = { new EvidenceLocator { HeldBy = "uk-nca", Locator = "EX-LOCKER-7/12", Items = 4012, Description = "[withheld]" } },
    };

    public static Identifier Account(string value) => new() { Type = IdentifierType.Account, Service = "ExampleChat", Value = value };

    public static Referral Urgent()
    {
        var referral = Small();
        referral.ChildAtImmediateRisk = true;
        return referral;
    }
}
