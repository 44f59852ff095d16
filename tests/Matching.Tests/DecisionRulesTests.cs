using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.NormalisePlaces;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.V1;

namespace Referrals.Matching.Tests;

public sealed class DecisionRulesTests
{
    private static readonly MatchModel Model = MatchModel.Shipped;

    [Theory]
    [InlineData(IdentifierType.Account, true)]
    [InlineData(IdentifierType.Email, true)]
    [InlineData(IdentifierType.Phone, true)]
    [InlineData(IdentifierType.DeviceId, true)]
    [InlineData(IdentifierType.ScreenName, false)]
    [InlineData(IdentifierType.ProfileUrl, false)]
    public void A_strong_identifier_links_and_a_weak_one_only_suggests(IdentifierType type, bool links)
    {
        var value = type switch { IdentifierType.Email => "ana@mail.example", IdentifierType.Phone => "+63 900 000 0042", IdentifierType.ProfileUrl => "chat.example/ana42", _ => "ana-000042" };
        var decision = Decide(With(type, value), With(type, value));

        Assert.Equal(links, decision.Linked is not null);
        Assert.Equal(links ? 0 : 1, decision.Suggested.Count);
    }

    [Fact]
    public void A_name_and_a_birthday_link_and_either_alone_does_not()
    {
        var known = Person("Ana Maria", "Example", "1980-05-04");

        Assert.NotNull(Decide(Person("Ana", "Example", "4 May 1980"), known).Linked);
        Assert.Null(Decide(Person("Ana", "Example", ""), known).Linked);
        Assert.Null(Decide(Person("", "", "1980-05-04"), known).Linked);
    }

    [Theory]
    [InlineData("EXAMPLE", "Ana", "1980-05-04")]
    [InlineData("Ana", "Exmaple", "1980-05-04")]
    [InlineData("Ana", "Example", "1980-04-05")]
    [InlineData("Ana", "Example", "05/04/1980")]
    [InlineData("Ана", "Ехамрlе", "1980-05-04")]
    public void Another_order_a_slip_and_another_writing_are_the_same_person(string given, string family, string birth) =>
        Assert.NotNull(Decide(Person(given, family, birth), Person("Ana", "Example", "1980-05-04")).Linked);

    [Fact]
    public void A_brother_at_the_same_address_is_not_linked_by_it()
    {
        var decision = Decide(Person("Ana", "Example", "1980-05-04", "4021"), Person("Bruno", "Example", "1987-11-23", "4021"));

        Assert.Null(decision.Linked);
    }

    [Fact]
    public void A_namesake_whose_birthday_another_of_the_case_contradicts_is_asked_about_and_not_linked()
    {
        var (father, son, unknown) = (Person("Juan", "Example", "1950-03-31", "4021", "12 Long Road"), Person("Juan", "Example", "1990-10-10", "4021", "12 Long Road"), Person("Juan", "Example", "", "4021", "12 Long Road"));
        MatchingDecision Decide(params Referral[] known) => DecisionRules.Place(
            [DecisionRules.Score(Read(son), "case-a", known.Select((referral, i) => ($"ref-{i}", Read(referral))), new Weights(Model, Corpus.Empty))!], Model);

        Assert.NotNull(Decide(unknown).Linked);
        Assert.Null(Decide(unknown, father).Linked);
        Assert.Single(Decide(unknown, father).Suggested);
        Assert.NotNull(Decide(unknown, father, son).Linked);
    }

    [Fact]
    public void The_mailbox_of_an_office_and_a_name_are_not_two_things_that_agree()
    {
        Referral With(string given)
        {
            var referral = Person(given, "Example", "");
            referral.Identifiers.Add(new Identifier { Type = IdentifierType.Email, Value = "info@office.example" });
            return referral;
        }

        Assert.Null(Decide(With("Andrea"), With("Andrea")).Linked);
    }

    [Theory]
    [InlineData("jexample@mail.example", "jexample@post-office.example", "named")]
    [InlineData("jexample77@mail.example", "jexample77@post-office.example", "local")]
    [InlineData("ana.850423@mail.example", "ana.850432@mail.example", "close")]
    [InlineData("user.164997341@mail.example", "user.164993417@mail.example", "contradiction")]
    [InlineData("user.1649@mail.example", "user.1650@mail.example", "contradiction")]
    [InlineData("j.example@mail-house.example", "j.exapmel@mail-huose.exampel", "scrambled")]
    [InlineData("\"Jay Example\" <jay@one.example>", "jay@one.example", "exact")]
    public void What_two_addresses_have_in_common_is_graded(string one, string other, string level)
    {
        Referral With(string address)
        {
            var referral = Person("Jay", "Example", "");
            referral.Identifiers.Add(new Identifier { Type = IdentifierType.Email, Value = address });
            return referral;
        }

        Assert.Contains($"email.{level}", ReferralComparer.Compare(Read(With(one)), Read(With(other)), new Weights(Model, Corpus.Empty)).Comparisons.Select(comparison => comparison.Level));
    }

    [Fact]
    public void Given_and_family_name_exchanged_weigh_about_what_they_do_in_their_places()
    {
        double Bits(string given, string family) =>
            ReferralComparer.Compare(Read(Person(given, family, "")), Read(Person("Ana", "Example", "")), new Weights(Model, Corpus.Empty)).Comparisons.Sum(comparison => comparison.Bits);

        Assert.InRange(Bits("Ana", "Example") - Bits("Example", "Ana"), -0.5, 3);
    }

    [Theory]
    [InlineData("1980-05-04", "1980-05-04", "exact")]
    [InlineData("1980-05-04", "1980-06-02", "near-month")]
    [InlineData("1979-12-20", "1980-01-02", "near-month")]
    [InlineData("1980-05-04", "1981-11-27", "near-year")]
    [InlineData("1980-05-04", "1967-11-23", "contradiction")]
    public void A_slip_of_some_days_carries_into_the_month_and_the_year(string one, string other, string level) =>
        Assert.Equal($"birth.{level}", ReferralComparer.Compare(Read(Person("", "", one)), Read(Person("", "", other)), new Weights(Model, Corpus.Empty)).Comparisons.Single().Level);

    [Theory]
    [InlineData("12 Long Road, Cebu City, 6000", "", "")]
    [InlineData("Tall House, 12 Long Road, Cebu City 6000", "", "")]
    [InlineData("12 Long Road, Cebu City, 6000", "Cebu City", "6000")]
    public void An_address_in_one_line_is_that_in_its_fields(string line, string locality, string postalCode)
    {
        var form = AddressForm.Of(new Address { Line = line, Locality = locality, PostalCode = postalCode });

        Assert.Equal(["12"], form.Numbers);
        Assert.Equal(("cebu", "6000"), (form.Locality, form.PostalCode));
        Assert.DoesNotContain("cebu", form.Street);
    }

    [Fact]
    public void A_part_of_a_town_in_one_line_is_of_the_street_and_not_the_town()
    {
        var form = AddressForm.Of(new Address { Line = "Purok 3, Brgy. Mabolo, Cebu City, 6000" });

        Assert.Equal(["purok", "barangay", "mabolo"], form.Street);
        Assert.Equal(("cebu", "6000"), (form.Locality, form.PostalCode));
    }

    [Fact]
    public void An_initial_a_year_and_a_town_are_anybody_s_however_rare_the_town()
    {
        var known = Person("Ana Maria", "Ejemplo", "1980-05-04", "6001");
        var decision = Decide(Person("A.", "", "31 February 1980", "6000"), known, frequency: 5_000);

        Assert.Null(decision.Linked);
    }

    [Fact]
    public void Two_passports_are_two_persons_however_much_of_the_household_agrees()
    {
        var (one, other) = (Person("Patricia", "Example", "", "4021", "12 Long Road"), Person("Pat", "Example", "", "4021", "12 Long Road"));
        Assert.NotNull(Decide(other, one).Linked);
        one.Identifiers.Add(new Identifier { Type = IdentifierType.Document, DocumentType = "PASSPORT", Value = "P1000042" });
        other.Identifiers.Add(new Identifier { Type = IdentifierType.Document, DocumentType = "PASSPORT", Value = "P2000007" });

        Assert.Null(Decide(other, one).Linked);
    }

    [Fact]
    public void A_postal_code_of_another_town_and_a_given_name_that_resembles_are_nobody_s()
    {
        var one = Person("Marisela", "Example", "", "6000", "12 Long Road");
        var other = Person("Mariselle", "Sample", "", "6000", "14 Long Road");
        var elsewhere = Person("Mariselle", "Sample", "", "6000", "14 Long Road");
        elsewhere.Persons[0].Addresses[0].Locality = "Davao";
        var same = Score(one, other);
        var another = Score(one, elsewhere);

        Assert.Contains(another.Comparisons, comparison => comparison.Level == "locality.contradiction");
        Assert.True(another.Total > Model.LinkBits);
        Assert.True(DecisionRules.Links(same, Model));
        Assert.False(DecisionRules.Links(another, Model));

        static MatchScore Score(Referral one, Referral other) => ReferralComparer.Compare(Read(one), Read(other), new Weights(Model, Corpus.Empty with { Size = 100_000 }));
    }

    [Fact]
    public void A_barangay_of_another_name_is_another_place()
    {
        MatchScore Score(string one, string other) =>
            ReferralComparer.Compare(Read(Person("", "", "", "4021", one)), Read(Person("", "", "", "4021", other)), new Weights(Model, Corpus.Empty));

        Assert.Contains(Score("Purok 3, Brgy. Mabolo", "Purok 3, Barangay Mabolo").Comparisons, comparison => comparison.Level == "street.exact");
        Assert.Contains(Score("Purok 3, Brgy. Mabolo", "Purok 7, Brgy. Lahug").Comparisons, comparison => comparison.Level == "street.contradiction");
    }

    [Theory]
    [InlineData(IdentifierType.DeviceId, false)]
    [InlineData(IdentifierType.Account, true)]
    public void A_device_that_somebody_of_quite_another_name_used_as_well_is_asked_about(IdentifierType type, bool links)
    {
        Referral Of(string given, string family)
        {
            var referral = Person(given, family, "");
            referral.Identifiers.Add(With(type, "ana-000042").Identifiers);
            return referral;
        }

        var decision = Decide(Of("Ana", "Example"), Of("Bruno", "Sample"));

        Assert.Equal(links, decision.Linked is not null);
        Assert.Equal(links ? 0 : 1, decision.Suggested.Count);
        Assert.NotNull(Decide(Of("Ana", "Example"), Of("Bruno", "Example")).Linked);
    }

    [Fact]
    public void A_birthday_and_a_given_name_that_resembles_the_other_s_family_name_are_asked_about()
    {
        var (one, other) = (Person("Marisel", "Example", "1980-05-04", "6000"), Person("Bruno", "Marisela", "1980-05-04", "6000"));
        Assert.NotNull(Decide(other, one).Linked);
        one.Persons[0].Addresses.Clear();

        var decision = Decide(other, one);

        Assert.Null(decision.Linked);
        Assert.Single(decision.Suggested);
    }

    [Theory]
    [InlineData("12 Long Road", "street.exact")]
    [InlineData("Long Road", "street.close")]
    [InlineData("14 Long Road", "street.part")]
    [InlineData("12 Ash Road", "street.contradiction")]
    [InlineData("Road 12", "street.close")]
    public void Another_number_in_the_street_is_another_house(string line, string level)
    {
        var compared = ReferralComparer.Compare(Read(Person("", "", "", "4021", line)), Read(Person("", "", "", "4021", "12 Long Road")), new Weights(Model, Corpus.Empty));

        Assert.Contains(level, compared.Comparisons.Select(comparison => comparison.Level));
    }

    [Theory]
    [InlineData("Bailey", "Baiyel", true)]
    [InlineData("Jones", "Josen", true)]
    [InlineData("Ellis", "Eislls", true)]
    [InlineData("Mary", "Army", false)]
    [InlineData("Jones", "Smith", false)]
    public void A_name_of_the_same_letters_in_another_order_agrees_in_part(string one, string other, bool agree) =>
        Assert.Equal(agree, ReferralComparer.Compare(Read(Person("", one, "")), Read(Person("", other, "")), new Weights(Model, Corpus.Empty)).Comparisons.Single().Bits > 0);

    [Fact]
    public void The_same_city_and_service_with_other_accounts_are_strangers()
    {
        var decision = Decide(With(IdentifierType.Account, "a1-000042"), With(IdentifierType.Account, "b7-000007"));

        Assert.Null(decision.Linked);
        Assert.Empty(decision.Suggested);
    }

    [Fact]
    public void Reports_of_one_file_and_nothing_else_are_one_matter_and_one_that_names_an_account_stands_apart()
    {
        var viral = With(IdentifierType.FileHash, new string('a', 31) + "b");

        Assert.NotNull(Decide(viral, viral).Linked);
        var named = viral.Clone();
        named.Identifiers.Add(new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = "a1-000042" });
        Assert.Null(Decide(named, viral, frequency: 100_000).Linked);
    }

    [Fact]
    public void Wording_alone_only_suggests()
    {
        var text = new Referral { Narrative = string.Join(' ', Enumerable.Range(0, 80).Select(i => $"word{i * 7 % 61}")) };
        var decision = Decide(text, text);

        Assert.Null(decision.Linked);
        Assert.True(Assert.Single(decision.Suggested).Score.NarrativeOnly);
    }

    [Fact]
    public void Two_cases_that_would_both_be_joined_are_never_merged_the_other_is_proposed()
    {
        var account = Read(With(IdentifierType.Account, "a1-000042"));
        var email = Read(With(IdentifierType.Email, "ana@mail.example"));
        var bridging = With(IdentifierType.Account, "a1-000042");
        bridging.Identifiers.Add(new Identifier { Type = IdentifierType.Email, Value = "ana@mail.example" });
        var weights = new Weights(Model, Corpus.Empty);
        var decision = DecisionRules.Place(
            [DecisionRules.Score(Read(bridging), "case-b", [("ref-b", email)], weights)!, DecisionRules.Score(Read(bridging), "case-a", [("ref-a", account)], weights)!], Model);

        Assert.NotNull(decision.Linked);
        Assert.Single(decision.Suggested);
        Assert.NotEqual(decision.Linked.CaseId, decision.Suggested[0].CaseId);
        Assert.Empty(decision.Without(new HashSet<string> { decision.Suggested[0].CaseId }).Suggested);
    }

    [Fact]
    public void A_case_of_which_one_referral_is_enough_is_asked_about_though_another_of_it_holds_back()
    {
        var (father, son, unknown) = (Person("Juan", "Example", "1950-03-31", "4021", "12 Long Road"), Person("Juan", "Example", "1990-10-10", "4021", "12 Long Road"), Person("Juan", "Example", "", "4021", "12 Long Road"));
        var account = With(IdentifierType.Account, "a1-000042");
        son.Identifiers.Add(account.Identifiers);
        ScoredCase Of(string caseId, params Referral[] known) => DecisionRules.Score(Read(son), caseId, known.Select((referral, i) => ($"ref-{i}", Read(referral))), new Weights(Model, Corpus.Empty))!;
        var household = Of("case-b", unknown, father);

        var joins = DecisionRules.Place([Of("case-a", account), household], Model);
        var opens = DecisionRules.Place([.. Enumerable.Range(0, 3).Select(i => Nearer(household, $"case-{i}")), household], Model);

        Assert.False(DecisionRules.Links(household.Score, Model));
        Assert.Equal(("case-a", "case-b"), (joins.Linked!.CaseId, Assert.Single(joins.Suggested).CaseId));
        Assert.Null(opens.Linked);
        Assert.Contains(household, opens.Suggested);

        static ScoredCase Nearer(ScoredCase match, string caseId) => match with { CaseId = caseId, Score = match.Score with { Prior = match.Score.Prior + 9 }, HasEnough = false };
    }

    [Fact]
    public void What_keeps_two_apart_is_named()
    {
        var (ana, son) = (Person("Ana", "Example", "1980-05-04"), Person("Juan", "Example", "1990-10-10", "4021", "12 Long Road"));
        var (father, unknown) = (Person("Juan", "Example", "1950-03-31", "4021", "12 Long Road"), Person("Juan", "Example", "", "4021", "12 Long Road"));
        var (device, other) = (With(IdentifierType.DeviceId, "ana-000042"), With(IdentifierType.DeviceId, "ana-000042"));
        device.Persons.Add(Person("Ana", "Example", "").Persons);
        other.Persons.Add(Person("Bruno", "Sample", "").Persons);
        var text = new Referral { Narrative = string.Join(' ', Enumerable.Range(0, 80).Select(i => $"word{i * 7 % 61}")) };
        var (patricia, pat) = (Person("Patricia", "Example", "", "4021", "12 Long Road"), Person("Pat", "Example", "", "4021", "12 Long Road"));
        patricia.Identifiers.Add(new Identifier { Type = IdentifierType.Document, DocumentType = "PASSPORT", Value = "P1000042" });
        pat.Identifiers.Add(new Identifier { Type = IdentifierType.Document, DocumentType = "PASSPORT", Value = "P2000007" });

        Assert.Null(Of(ana, ana));
        Assert.Equal(LinkObstacle.OnlyWording, Of(text, text));
        Assert.Equal(LinkObstacle.TooFewBits, Of(Person("Ana", "Sample", "1967-11-23"), ana));
        Assert.Equal(LinkObstacle.SharedBySeveral, Of(other, device));
        Assert.Equal(LinkObstacle.OneGroup, Of(With(IdentifierType.ScreenName, "ana-000042"), With(IdentifierType.ScreenName, "ana-000042")));
        Assert.Equal(LinkObstacle.CaseDisagrees, Of(son, unknown, father));
        Assert.Equal(LinkObstacle.RelativeOrNamesake, Of(patricia, pat));

        static LinkObstacle? Of(Referral incoming, params Referral[] known) => DecisionRules.Obstacle(
            DecisionRules.Score(Read(incoming), "case-a", known.Select((referral, i) => ($"ref-{i}", Read(referral))), new Weights(Model, Corpus.Empty))!.Score, Model);
    }

    [Fact]
    public void The_prior_falls_with_the_size_of_the_corpus()
    {
        var known = Read(Person("Ana", "Example", "1980-05-04"));
        double Total(long size) => ReferralComparer.Compare(known, known, new Weights(Model, Corpus.Empty with { Size = size })).Prior;

        Assert.True(Total(1_000_000) > Total(10_000_000));
        Assert.Equal(Total(0), Total(10));
    }

    private static MatchingDecision Decide(Referral incoming, Referral known, int frequency = 1)
    {
        var features = Read(incoming);
        var counts = features.Identifiers.ToDictionary(IdentifierComparer.TermOf, _ => frequency);
        return DecisionRules.Place([DecisionRules.Score(features, "case-a", [("ref-a", Read(known))], new Weights(Model, new Corpus(frequency, counts)))!], Model);
    }

    private static ReferralFeatures Read(Referral content) => FeatureReader.Read(content, ["PH"], 1000);

    private static Referral With(IdentifierType type, string value)
    {
        var content = new Referral();
        content.Identifiers.Add(new Identifier { Type = type, Value = value, Service = "ExampleChat", Algorithm = type == IdentifierType.FileHash ? HashAlgorithm.Md5 : HashAlgorithm.Unspecified });
        return content;
    }

    private static Referral Person(string given, string family, string birth, string postalCode = "", string line = "")
    {
        var person = new Person { Role = PersonRole.Subject, DateOfBirth = birth };
        if (given.Length + family.Length > 0)
            person.Names.Add(new PersonName { Given = given, Family = family });
        if (postalCode.Length > 0)
            person.Addresses.Add(new Address { PostalCode = postalCode, Locality = "Cebu City", Line = line });
        var content = new Referral();
        content.Persons.Add(person);
        return content;
    }
}
