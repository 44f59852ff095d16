using FsCheck;
using FsCheck.Fluent;
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
    private const int Cases = 20_000;
    private static readonly byte[] Secret = new byte[32];
    private static readonly Weights Weights = new(MatchModel.Shipped, new Corpus(5_000, new Dictionary<string, int> { ["name:ana"] = 90, ["name:example"] = 3, ["birth:19800504"] = 2 }));

    private static readonly Arbitrary<Referral> Referrals = (
        from given in Gen.Elements("Ana", "Anna", "Ana Maria", "Bob", "Robert", "A.", "", "Sir John", "\u0410\u043d\u0430", "\u5218\u6770", "x\u0000\u202e")
        from family in Gen.Elements("Example", "Exmaple", "Ejemplo", "de la Example", "Example Jr", "")
        from birth in Gen.Elements("1980-05-04", "1980-04-05", "4 May 1980", "1980", "31 February 1980", "1980-02-31", "unknown", "")
        from place in Gen.Elements("Cebu", "Cebu City", "Manila", "")
        from code in Gen.Elements("6000", "6001", "SW1A 1AA", "")
        from email in Gen.Elements("ana@mail.example", "anna@mail.example", "info@mail.example", "  ", "")
        from phone in Gen.Elements("+63 900 000 0042", "0900 000 0042", "000 000 0000", "")
        select Make(given, family, birth, place, code, email, phone)).ToArbitrary();

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
    public void Those_that_agree_enough_to_link_share_a_key() => Prop.ForAll(Referrals, Referrals, (one, other) =>
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
            Read(Make(text.Get, text.Get, text.Get, text.Get, text.Get, text.Get, text.Get));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static ReferralFeatures Read(Referral content) => FeatureReader.Read(content, ["PH"], 1000);

    private static Referral Make(string given, string family, string birth, string place, string code, string email, string phone)
    {
        var person = new Person { Role = PersonRole.Subject, DateOfBirth = birth, BirthPlace = place };
        person.Names.Add(new PersonName { Given = given, Family = family });
        person.Addresses.Add(new Address { PostalCode = code, Locality = place });
        var content = new Referral { Narrative = place };
        content.Persons.Add(person);
        content.Identifiers.Add(new Identifier { Type = IdentifierType.Email, Value = email });
        content.Identifiers.Add(new Identifier { Type = IdentifierType.Phone, Value = phone });
        return content;
    }
}
