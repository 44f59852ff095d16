using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.CompareReferrals;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;

namespace Referrals.Matching.Tests;

public sealed class ComparisonTests
{
    private const string Home = "203.0.113.7";
    private const string Carrier = "100.64.0.7";
    private static readonly string[] OfOneChoice = ["account.exact", "email.local", "profile.exact", "screenname.exact"];
    private static readonly int[] Bearers = [1, 10, 100, 1_000, 5_000];

    [Theory]
    [InlineData(Home, 0, 0, 0, "network.session")]
    [InlineData(Home, 30, 0, 0, "network.session")]
    [InlineData(Home, 31, 0, 0, "network.day")]
    [InlineData(Home, 24 * 60, 0, 0, "network.day")]
    [InlineData(Home, (24 * 60) + 1, 0, 0, "network.address")]
    [InlineData(Home, null, 0, 0, "network.address")]
    [InlineData(Home, 10, 4242, 4242, "network.session")]
    [InlineData(Home, 10, 4242, 4243, "network.day")]
    [InlineData(Carrier, 10, 0, 0, null)]
    [InlineData(Carrier, 10, 4242, 0, null)]
    [InlineData(Carrier, 10, 4242, 4243, null)]
    [InlineData(Carrier, 10, 4242, 4242, "network.session")]
    public void An_address_of_the_network_says_something_for_a_while_and_nothing_behind_a_carrier_without_the_port(string address, int? minutes, int port, int otherPort, string? level)
    {
        var score = Compare(Seen(address, 0, port), Seen(address, minutes, otherPort));

        Assert.Equal(level, score.Comparisons.SingleOrDefault()?.Level);
        Assert.False(score.HasStrong);
    }

    [Fact]
    public void The_longer_apart_the_less_an_address_of_the_network_weighs()
    {
        double Bits(int minutes) => Compare(Seen(Home, 0, 0), Seen(Home, minutes, 0)).Comparisons.Single().Bits;

        Assert.True(Bits(20) > Bits(200) && Bits(200) > Bits(20_000) && Bits(20_000) > 0);
    }

    [Fact]
    public void A_handle_a_profile_and_what_is_before_the_at_sign_are_one_choice_and_count_so_much_and_no_more()
    {
        Referral Named(string domain) => new()
        {
            Identifiers =
            {
                new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = "ana.example.1980" },
                new Identifier { Type = IdentifierType.ScreenName, Service = "ExampleChat", Value = "ana.example.1980" },
                new Identifier { Type = IdentifierType.ProfileUrl, Value = "chat.example/ana.example.1980" },
                new Identifier { Type = IdentifierType.Email, Value = $"ana.example.1980@{domain}" },
            },
        };
        var score = Compare(Named("mail.example"), Named("post-office.example"));

        var sum = Assert.Single(score.Groups);
        Assert.Equal(OfOneChoice, score.Comparisons.Select(comparison => comparison.Level).Order(StringComparer.Ordinal));
        Assert.True(sum.Uncapped > sum.Cap);
        Assert.Equal((MatchModel.Shipped.Groups["handle"], 1), (sum.Bits, score.IndependentGroups));
        Assert.Equal(score.Prior + sum.Cap, score.Total);
    }

    [Theory]
    [InlineData("given.exact", "Ana", "")]
    [InlineData("family.exact", "", "Ana")]
    public void A_common_name_weighs_less_than_a_rare_one(string level, string given, string family)
    {
        var person = new Referral { Persons = { new Person { Role = PersonRole.Subject, Names = { new PersonName { Given = given, Family = family } } } } };
        double Bits(int bearers) => Compare(person, person, new Corpus(10_000, new Dictionary<string, int> { ["name:ana"] = bearers })).Comparisons.Single(comparison => comparison.Level == level).Bits;

        var bits = Bearers.Select(Bits).ToList();

        Assert.Equal(bits.OrderDescending().Distinct(), bits);
        Assert.True(bits[0] - bits[^1] > 4);
        Assert.Equal(0, Bits(bearers: 10_000));
    }

    [Theory]
    [InlineData("William", "William")]
    [InlineData("William", "Bill")]
    [InlineData("William", "W.")]
    [InlineData("William", "Will")]
    public void The_same_name_in_another_form_never_contradicts_however_common_it_is(string one, string other)
    {
        Referral Named(string given) => new() { Persons = { new Person { Role = PersonRole.Subject, Names = { new PersonName { Given = given } } } } };
        var everybody = new Corpus(10_000, new Dictionary<string, int> { ["name:william"] = 10_000, ["name:bill"] = 10_000, ["name:w"] = 10_000, ["name:will"] = 10_000 });

        Assert.InRange(Assert.Single(Compare(Named(one), Named(other), everybody).Comparisons).Bits, 0, 1);
    }

    private static MatchScore Compare(Referral one, Referral other, Corpus? corpus = null) =>
        ReferralComparer.Compare(FeatureReader.Read(one, ["PH"], 1000), FeatureReader.Read(other, ["PH"], 1000), new Weights(MatchModel.Shipped, corpus ?? Corpus.Empty));

    private static Referral Seen(string address, int? minutes, int port) => new()
    {
        Identifiers =
        {
            new Identifier
            {
                Type = IdentifierType.Ip,
                Value = address,
                Port = port,
                At = minutes is { } after ? Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero).AddMinutes(after)) : null,
            },
        },
    };
}
