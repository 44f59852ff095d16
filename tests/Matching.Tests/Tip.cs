using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Platform;

namespace Referrals.Matching.Tests;

/// <summary>A referral as tests write it: who sent it and the identifiers that it names.</summary>
public sealed record Tip(string Agency)
{
    public string Id { get; } = Ids.New("ref");

    public IReadOnlyList<string> Countries { get; init; } = ["PH"];

    public IReadOnlyList<Identifier> Identifiers { get; init; } = [];

    public IReadOnlyList<Person> Persons { get; init; } = [];

    public string Narrative { get; init; } = "[withheld]";

    public string? Region { get; init; }

    public string? BornIn { get; init; }

    public Tlp Tlp { get; init; } = Tlp.Amber;

    public Tip With(IdentifierType type, string value, string service = "") =>
        this with { Identifiers = [.. Identifiers, new Identifier { Type = type, Value = value, Service = service }] };

    public Tip Of(Person person) => this with { Persons = [.. Persons, person] };

    public Tip Of(string given, string family, string birth) =>
        Of(new Person { Role = PersonRole.Subject, DateOfBirth = birth, Names = { new PersonName { Given = given, Family = family } } });

    public Tip Account(string value, string service = "ExampleChat") => With(IdentifierType.Account, value, service);

    public Tip Phone(string value) => With(IdentifierType.Phone, value);

    public Tip Email(string value) => With(IdentifierType.Email, value);

    public Tip ScreenName(string value) => With(IdentifierType.ScreenName, value, "ExampleChat");

    public Referral Content
    {
        get
        {
            var content = new Referral { AgencyReference = "EX-1", Narrative = Narrative };
            content.Countries.AddRange(Countries);
            content.Identifiers.AddRange(Identifiers);
            content.Persons.AddRange(Persons);
            return content;
        }
    }

    public ReferralMetadata Metadata => new()
    {
        ReferralId = Id,
        AgencyId = Agency,
        AgencyReference = "EX-1",
        Origin = BornIn is null ? ReferralOrigin.Agency : ReferralOrigin.Team,
        BornIn = BornIn,
        TeamId = BornIn is null ? null : "nbi-ahtrad",
        IncidentType = IncidentType.LiveStreamed,
        Countries = Countries,
        Region = Region,
        ReceivedAt = new DateTimeOffset(2026, 6, 2, 9, 5, 0, TimeSpan.Zero),
        ChildAtImmediateRisk = false,
        Tlp = Tlp,
        Conditions = [],
        IdentifierTypes = [],
        SubjectCount = 0,
        ChildCount = 0,
        ChildGenders = [],
        EvidenceItems = 0,
        Completeness = 50,
        Supplements = 0,
    };
}
