using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.Tests;

/// <summary>What an identifier that two referrals share may carry, and what it may not.</summary>
public sealed class IdentifierEvidenceTests
{
    private static readonly DateTimeOffset Morning = new(2026, 6, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(100, false)]
    public void A_number_that_a_whole_town_has_does_not_link_a_namesake_s_relatives(int cases, bool isStrong)
    {
        Referral Of(string given) => With(
            new Identifier { Type = IdentifierType.Phone, Value = "+63 900 000 0042" },
            new Person { Role = PersonRole.Subject, Names = { new PersonName { Given = given, Family = "Example" } }, Addresses = { new Address { Locality = "Cebu City" } } });

        var decision = Decide(Of("Ana"), Of("Bruno"), cases);

        Assert.Equal(isStrong, decision.Linked is not null);
        Assert.Equal(isStrong ? 0 : 1, decision.Suggested.Count);
    }

    [Theory]
    [InlineData(IdentifierType.PriorReportId, "2026-0001")]
    [InlineData(IdentifierType.PaymentHandle, "2026-0001")]
    [InlineData(IdentifierType.Document, "2026-0001")]
    public void A_number_that_nobody_is_named_for_links_no_strangers_and_is_asked_about(IdentifierType type, string value)
    {
        var unscoped = With(new Identifier { Type = type, Value = value });
        var scoped = With(new Identifier { Type = type, Value = value, Service = "ExampleDesk", DocumentType = "PASSPORT" });

        Assert.NotNull(Decide(scoped, scoped).Linked);
        Assert.Null(Decide(unscoped, unscoped).Linked);
        Assert.Single(Decide(unscoped, unscoped).Suggested);
        Assert.Null(Decide(scoped, unscoped).Linked);
    }

    [Fact]
    public void Nor_does_it_link_namesakes()
    {
        Referral Of() => With(
            new Identifier { Type = IdentifierType.PriorReportId, Value = "2026-0001" }, new Person { Role = PersonRole.Subject, Names = { new PersonName { Given = "Ana", Family = "Example" } } });

        Assert.Null(Decide(Of(), Of()).Linked);
    }

    [Fact]
    public void Documents_of_no_stated_kind_do_not_contradict() => Assert.Empty(
        Compare(With(new Identifier { Type = IdentifierType.Document, Value = "P1000042" }), With(new Identifier { Type = IdentifierType.Document, Value = "D2000007" })).Comparisons);

    [Theory]
    [InlineData("203.0.113.7", 0, 0.01, "network.session")]
    [InlineData("203.0.113.7", 0, 0.5, "network.day")]
    [InlineData("203.0.113.7", 0, 29.0, "network.address")]
    [InlineData("203.0.113.7", 0, 31.0, null)]
    [InlineData("203.0.113.7", 0, 1000.0, null)]
    [InlineData("203.0.113.7", 0, null, "network.address")]
    [InlineData("100.64.0.7", 0, 0.01, null)]
    [InlineData("100.64.0.7", 4242, 0.01, "network.session")]
    [InlineData("100.64.0.7", 4242, 0.5, "network.day")]
    [InlineData("100.64.0.7", 4242, 2.0, null)]
    [InlineData("100.64.0.7", 4242, null, "network.address")]
    public void An_address_of_the_network_says_something_within_its_time(string address, int port, double? daysApart, string? level)
    {
        Identifier Seen(DateTimeOffset? at) => new() { Type = IdentifierType.Ip, Value = address, Port = port, At = at?.ToTimestamp() };
        var score = Compare(With(Seen(Morning)), With(Seen(daysApart is { } days ? Morning.AddDays(-days) : null)));

        Assert.Equal(level is null ? [] : [level], score.Comparisons.Select(comparison => comparison.Level));
    }

    [Theory]
    [InlineData("1980-02-31", "1980-02-31", "close")]
    [InlineData("1980-02-31", "1980-02-30", "close")]
    [InlineData("1980-02-31", "1980-02-21", "close")]
    [InlineData("1980-05", "1980-05", "close")]
    [InlineData("1980-02-28", "1980-02-28", "exact")]
    public void A_day_that_cannot_be_is_no_birthday_that_two_share(string one, string other, string level)
    {
        Referral Of(string birth) => new() { Persons = { new Person { Role = PersonRole.Subject, DateOfBirth = birth } } };

        Assert.Equal([$"birth.{level}"], Compare(Of(one), Of(other)).Comparisons.Select(comparison => comparison.Level));
    }

    private static Referral With(Identifier identifier, params Person[] persons)
    {
        var content = new Referral { Identifiers = { identifier } };
        content.Persons.AddRange(persons);
        return content;
    }

    private static MatchScore Compare(Referral one, Referral other) => ReferralComparer.Compare(Read(one), Read(other), new Weights(MatchModel.Shipped, Corpus.Empty));

    private static MatchingDecision Decide(Referral incoming, Referral known, int cases = 1)
    {
        var features = Read(incoming);
        var corpus = new Corpus(cases, features.Identifiers.ToDictionary(IdentifierComparer.TermOf, _ => cases));
        return DecisionRules.Place([DecisionRules.Score(features, "case-a", [("ref-a", Read(known))], new Weights(MatchModel.Shipped, corpus))!], MatchModel.Shipped);
    }

    private static ReferralFeatures Read(Referral content) => FeatureReader.Read(content, ["PH"], 1000);
}
