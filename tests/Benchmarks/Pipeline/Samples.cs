using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>Invented referrals of ordinary size, each a matter of its own.</summary>
internal static class Samples
{
    private static readonly string Narrative = string.Join(' ', Enumerable.Repeat("[withheld]", 80));

    public static Referral Referral(string run, int number) => new()
    {
        AgencyReference = $"BENCH-{run}-{number}",
        IncidentType = IncidentType.OnlineEnticement,
        Countries = { "PH" },
        Region = "PH-07",
        OccurredAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 2, 9, 5, 0, TimeSpan.Zero)),
        Handling = new Handling { Tlp = Tlp.Amber },
        Narrative = Narrative,
        Persons =
        {
            new Person
            {
                Role = PersonRole.Subject,
                Names = { new PersonName { Given = "Ana", Family = $"Example {number}" } },
                Aliases = { $"example_{run}_{number}" },
                Addresses = { new Address { Locality = "Cebu City", Country = "PH" } },
            },
        },
        Identifiers =
        {
            new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = $"bench-{run}-{number}" },
            new Identifier { Type = IdentifierType.Email, Value = $"bench.{run}.{number}@example.com" },
            new Identifier { Type = IdentifierType.Ip, Value = "203.0.113.7", Port = 51515, At = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 2, 9, 20, 0, TimeSpan.Zero)) },
        },
        Evidence = { new EvidenceLocator { HeldBy = "uk-nca", Locator = $"EX-LOCKER-{number}", Items = 3, Description = "[withheld]" } },
    };
}
