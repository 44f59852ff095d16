using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Benchmarks.Pipeline;

/// <summary>Invented referrals of ordinary size, each a matter of its own.</summary>
internal static class Samples
{
    private static readonly string[] Syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da", "fe", "gi", "ho", "ju", "pa"];
    private const int Words = 100;

    public static Referral Referral(string run, int number) => new()
    {
        AgencyReference = $"BENCH-{run}-{number}",
        IncidentType = IncidentType.OnlineEnticement,
        Countries = { "PH" },
        Region = "PH-07",
        OccurredAt = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 2, 9, 5, 0, TimeSpan.Zero)),
        Handling = new Handling { Tlp = Tlp.Amber },
        Narrative = string.Join(' ', Enumerable.Range(0, Words).Select(word => Name((number * Words) + word))),
        Persons =
        {
            new Person
            {
                Role = PersonRole.Subject,
                Names = { new PersonName { Given = Name(number * 7919L), Family = Name(number * 104729L) } },
                Aliases = { $"example_{run}_{number}" },
                Addresses = { new Address { Locality = "Cebu City", Country = "PH" } },
            },
        },
        Identifiers =
        {
            new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = $"bench-{run}-{number}" },
            new Identifier { Type = IdentifierType.Email, Value = $"bench.{run}.{number}@example.com" },
            new Identifier { Type = IdentifierType.Ip, Value = $"203.0.113.{number % 254 + 1}", Port = 1024 + number % 60000, At = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 2, 9, 20, 0, TimeSpan.Zero)) },
        },
        Evidence = { new EvidenceLocator { HeldBy = "uk-nca", Locator = $"EX-LOCKER-{number}", Items = 3, Description = "[withheld]" } },
    };

    /// <summary>A name like no other: each referral is a matter of its own, and people who share a name and a town are not.</summary>
    private static string Name(long seed)
    {
        var scrambled = (ulong)seed * 0x9E3779B97F4A7C15;
        return string.Concat(Enumerable.Range(0, 5).Select(i => Syllables[(int)(scrambled >> (44 + 4 * i)) & 15]));
    }
}
