using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.NormaliseText;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.SealFeatures;

namespace Referrals.Matching.Tests;

public sealed class ScoreLawTests
{
    private const int Cases = 2_000;
    private static readonly byte[] Secret = new byte[32];
    private static readonly Weights Weights = new(MatchModel.Shipped, new Corpus(5_000, new Dictionary<string, int> { ["name:ana"] = 90, ["name:example"] = 3, ["birth:19800504"] = 2 }));

    private static readonly string Story = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i * 7 % 47}"));

    /// <summary>Others of the household.</summary>
    private static readonly Gen<Person> Others =
        from role in Gen.Elements(PersonRole.Subject, PersonRole.Associate, PersonRole.Child, PersonRole.Other)
        from given in Gen.Elements("Ana", "Bruno", "Juan Carlos", "")
        from family in Gen.Elements("Example", "Sample", "")
        from birth in Gen.Elements("1980-05-04", "2014-01-01", "05/04/1980", "")
        from gender in Gen.Elements(Gender.Female, Gender.Male, Gender.Unspecified)
        from occupation in Gen.Elements("teacher", "teachers", "driver", "")
        from alias in Gen.Elements("ana42", "Ana E.", "")
        select new Person
        {
            Role = role,
            DateOfBirth = birth,
            Gender = gender,
            Occupation = occupation,
            Names = { new PersonName { Given = given, Family = family } },
            Aliases = { alias },
            Addresses = { new Address { Line = "12 Long Road", PostalCode = "6000", Country = "PH" }, new Address { Line = "7 Ash Road", Locality = "Davao" } },
        };

    /// <summary>Identifiers of every type, those of the network with a time and a port.</summary>
    private static readonly Gen<Identifier> Further =
        from type in Gen.Elements(System.Enum.GetValues<IdentifierType>())
        from value in Gen.Elements("a1-000042", "ana_example", "ana.example@mail.example", "ana.exmaple@mail.example", "+63 900 000 0007", "https://chat.example/ana_example", "203.0.113.7", "100.64.0.7", "2001:db8:1:2::5", "35-209900-176148-1", "abcdef0123456789abcdef0123456789", "P1000042")
        from service in Gen.Elements("ExampleChat", "ExampleMail")
        from minutes in Gen.Elements(0, 20, 40, 2_000)
        from port in Gen.Elements(0, 4242, 4243)
        select new Identifier
        {
            Type = type,
            Value = value,
            Service = service,
            DocumentType = "PASSPORT",
            Algorithm = type == IdentifierType.FileHash ? HashAlgorithm.Md5 : HashAlgorithm.Unspecified,
            At = type == IdentifierType.Ip && minutes > 0 ? Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero).AddMinutes(minutes)) : null,
            Port = type == IdentifierType.Ip ? port : 0,
        };

    private static readonly Arbitrary<Referral> Referrals = (
        from given in Gen.Elements("Ana", "Anna", "Ana Maria", "Bob", "Robert", "A.", "", "Sir John", "\u0410\u043d\u0430", "\u5218\u6770", "x\u0000\u202e")
        from family in Gen.Elements("Example", "Exmaple", "Ejemplo", "de la Example", "Example Jr", "")
        from birth in Gen.Elements("1980-05-04", "1980-04-05", "4 May 1980", "1980", "31 February 1980", "1980-02-31", "unknown", "")
        from place in Gen.Elements("Cebu", "Cebu City", "Manila", "")
        from code in Gen.Elements("6000", "6001", "SW1A 1AA", "")
        from email in Gen.Elements("ana@mail.example", "anna@mail.example", "info@mail.example", "  ", "")
        from phone in Gen.Elements("+63 900 000 0042", "0900 000 0042", "000 000 0000", "")
        from line in Gen.Elements("12 Long Road", "14 Long Road", "Purok 3, Brgy. Mabolo", "12 Long Road, Cebu City, 6000", "")
        from others in Few(Others, 2)
        from further in Few(Further, 4)
        from narrative in Gen.Elements("", place, Story, Story + " and then it ended", "\u0410\u043d\u0430 " + Story)
        select Make(given, family, birth, place, code, email, phone, line, others, further, narrative)).ToArbitrary();

    /// <summary>The same of one person, without the street, and with no more than an address of mail and a number.</summary>
    private static readonly Arbitrary<Referral> Plain = Referrals.Generator.Select(whole =>
    {
        var plain = new Referral { Persons = { whole.Persons[0].Clone() }, Identifiers = { whole.Identifiers.Take(2) } };
        plain.Persons[0].Addresses[0].Line = "";
        return plain;
    }).ToArbitrary();

    [Fact]
    public void The_score_is_the_same_from_both_sides() => Prop.ForAll(Referrals, Referrals, (one, other) =>
        Assert.Equal(ReferralComparer.Compare(Read(one), Read(other), Weights).Total, ReferralComparer.Compare(Read(other), Read(one), Weights).Total, 9)).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void A_stored_explanation_adds_up_to_the_same_number_to_the_bit() => Prop.ForAll(Referrals, Referrals, (one, other) =>
    {
        var score = ReferralComparer.Compare(Read(one), Read(other), Weights);
        var stored = StoredExplanation.Of(new("case-a", "ref-a", score), new Candidates([], 0, []), MatchModel.Shipped, 200).Write();
        Assert.Equal(score.Total, StoredExplanation.Read(stored).Score().Total);
        Assert.Equal(score.Total, MatchScore.Of(score.Prior, StoredExplanation.Read(stored).Comparisons, MatchModel.Shipped).Total);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Sealed_features_score_as_they_did() => Prop.ForAll(Referrals, Referrals, (one, other) =>
    {
        var opened = FeatureSeal.Open(FeatureSeal.Seal(Read(one), "ref-1", Secret), "ref-1", Secret);
        Assert.Equal(ReferralComparer.Compare(Read(one), Read(other), Weights).Total, ReferralComparer.Compare(opened, Read(other), Weights).Total);
        Assert.Equal(KeyMaker.Make(Read(one), Secret, 1000).Select(key => key.Token), KeyMaker.Make(opened, Secret, 1000).Select(key => key.Token));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void Those_that_agree_enough_to_link_by_name_birth_town_mail_or_telephone_share_a_key() => Prop.ForAll(Plain, Plain, (one, other) =>
    {
        var score = ReferralComparer.Compare(Read(one), Read(other), Weights);
        if (DecideMatch.DecisionRules.Links(score, MatchModel.Shipped))
            Assert.NotEmpty(KeyMaker.Make(Read(one), Secret, 1000).Select(key => key.Token).Intersect(KeyMaker.Make(Read(other), Secret, 1000).Select(key => key.Token)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void No_text_breaks_names_dates_places_or_narratives_and_what_is_normal_stays() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text =>
        {
            var name = NameNormaliser.OfFull(text.Get);
            Assert.Equal(name.Words, name.Words.Select(Transliteration.Of));
            foreach (var date in DateReader.Read(text.Get).Where(date => date.IsWhole))
                Assert.Contains(date, DateReader.Read($"{date.Year:0000}-{date.Month:00}-{date.Day:00}"));
            NarrativeReader.Read(text.Get);
            Read(Make(text.Get, text.Get, text.Get, text.Get, text.Get, text.Get, text.Get, text.Get, [], [], text.Get));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static ReferralFeatures Read(Referral content) => FeatureReader.Read(content, ["PH"], 1000);

    private static Gen<T[]> Few<T>(Gen<T> one, int most) =>
        from count in Gen.Choose(0, most)
        from few in Gen.ArrayOf(one, count)
        select few;

    private static Referral Make(
        string given, string family, string birth, string place, string code, string email, string phone, string line, IEnumerable<Person> others, IEnumerable<Identifier> further, string narrative)
    {
        var person = new Person { Role = PersonRole.Subject, DateOfBirth = birth, BirthPlace = place };
        person.Names.Add(new PersonName { Given = given, Family = family });
        person.Addresses.Add(new Address { PostalCode = code, Locality = place, Line = line });
        var content = new Referral { Narrative = narrative };
        content.Persons.Add(person);
        content.Persons.AddRange(others);
        content.Identifiers.Add(new Identifier { Type = IdentifierType.Email, Value = email });
        content.Identifiers.Add(new Identifier { Type = IdentifierType.Phone, Value = phone });
        content.Identifiers.AddRange(further);
        return content;
    }
}
