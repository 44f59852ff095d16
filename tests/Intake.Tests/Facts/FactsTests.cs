using Referrals.Common.V1;
using Referrals.Intake.Facts;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Xunit;

namespace Referrals.Intake.Tests.Facts;

public sealed class FactsTests
{
    [Fact]
    public void The_weights_add_up_to_100_and_every_part_has_one()
    {
        Assert.Equal(100, CompletenessRules.Weights.Values.Sum());
        Assert.Equal(Enum.GetValues<Presence>().Where(part => part != Presence.None).Order(), CompletenessRules.Weights.Keys.Order());
        Assert.Equal(0, CompletenessRules.Score(Presence.None));
    }

    [Fact]
    public void A_complete_referral_scores_100_and_a_thin_one_little()
    {
        Assert.Equal(100, CompletenessRules.Score(PresenceRules.Of(Tips.Full())));
        Assert.Equal(10, CompletenessRules.Score(PresenceRules.Of(new Referral { Narrative = "[withheld]" })));
    }

    [Theory]
    [InlineData(IdentifierType.Account, Presence.StrongIdentifier)]
    [InlineData(IdentifierType.Document, Presence.StrongIdentifier | Presence.SubjectIdentity)]
    [InlineData(IdentifierType.FileHash, Presence.FileHash)]
    [InlineData(IdentifierType.DisplayName, Presence.None)]
    [InlineData(IdentifierType.Ip, Presence.None)]
    public void An_identifier_counts_by_what_it_leads_to(IdentifierType type, Presence presence) =>
        Assert.Equal(presence, PresenceRules.Of(new Referral { Identifiers = { new Identifier { Type = type, Value = "x" } } }));

    [Fact]
    public void A_supplement_adds_to_lists_and_replaces_what_it_states()
    {
        var earlier = MetadataRules.OfSubmission(Tips.Full("EX-1"), "ref-1", "uk-nca", Presence.Time, DateTimeOffset.UnixEpoch);
        var added = new Referral
        {
            Countries = { "PH", "TH" },
            ChildAtImmediateRisk = false,
            Identifiers = { new Identifier { Type = IdentifierType.Email, Value = "ana@example.org" } },
            Persons = { new Person { Role = PersonRole.Child, Gender = Gender.Female } },
        };

        var after = MetadataRules.WithSupplement(earlier, added, Presence.Time | Presence.Child, 1);

        Assert.Equal(["PH", "TH"], after.Countries);
        Assert.Equal((false, "PH-07", IncidentType.LiveStreamed, Tlp.Amber), (after.ChildAtImmediateRisk, after.Region, after.IncidentType, after.Tlp));
        Assert.Contains(IdentifierType.Email, after.IdentifierTypes);
        Assert.Equal(2, after.ChildCount);
        Assert.Equal([Gender.Male, Gender.Female], after.ChildGenders);
        Assert.Equal((1, 15), (after.Supplements, after.Completeness));
    }

    [Fact]
    public void A_risk_that_is_not_stated_stays_as_it_was()
    {
        var earlier = MetadataRules.OfSubmission(Tips.Full(), "ref-1", "uk-nca", Presence.None, DateTimeOffset.UnixEpoch);

        Assert.True(MetadataRules.WithSupplement(earlier, new Referral { Narrative = "[withheld]" }, Presence.None, 1).ChildAtImmediateRisk);
    }

    [Theory]
    [InlineData(Tlp.Amber, "AMBER+H1+H2")]
    [InlineData(Tlp.AmberStrict, "AMBER_STRICT+H1+H2")]
    public void Handling_is_written_as_the_log_has_it(Tlp tlp, string text)
    {
        var metadata = MetadataRules.OfSubmission(Tips.Full(), "ref-1", "uk-nca", Presence.None, DateTimeOffset.UnixEpoch);

        Assert.Equal(text, MetadataRules.Handling(metadata with { Tlp = tlp, Conditions = [HandlingCondition.H2, HandlingCondition.H1] }));
    }
}
