using Referrals.Common.V1;
using Referrals.Routing.PlanHandOffs;
using Xunit;

namespace Referrals.Routing.Tests.PlanHandOffs;

public sealed class PhilippinePolicyTests
{
    [Theory]
    [InlineData(IncidentType.LiveStreamed, "PH-07", "uk-nca", "nbi-ahtrad", "ngo-partner", "dswd-ro7")]
    [InlineData(IncidentType.Material, "PH-07", "uk-nca", "nbi-ahtrad", "ngo-partner", "dswd-ro7")]
    [InlineData(IncidentType.OnlineEnticement, "PH-07", "us-ice", "pnp-acg-racu7", "", "dswd-ro7")]
    [InlineData(IncidentType.TravellingOffender, "PH-07", "us-ice", "pnp-acg-racu7", "", "dswd-ro7")]
    [InlineData(IncidentType.LiveStreamed, "PH-00", "uk-nca", "picacc", "ngo-partner", "shelter-a")]
    [InlineData(IncidentType.Sextortion, "PH-00", "us-fbi", "pnp-acg-ncr", "", "shelter-a")]
    [InlineData(IncidentType.Material, "PH-11", "us-fbi", "pnp-acg-racu11", "", "")]
    [InlineData(IncidentType.LiveStreamed, "", "uk-nca", "picacc", "ngo-partner", "shelter-a")]
    [InlineData(IncidentType.Trafficking, "", "us-fbi", "nbi-ahtrad", "ngo-partner", "shelter-a")]
    [InlineData(IncidentType.ContactOffence, "", "us-fbi", "pnp-wcpc", "", "shelter-a")]
    [InlineData(IncidentType.ContactOffence, "", "pnp", "nbi-ahtrad", "", "shelter-a")]
    [InlineData(IncidentType.Trafficking, "", "nbi", "pnp-wcpc", "ngo-partner", "shelter-a")]
    [InlineData(IncidentType.Other, "", "us-fbi", "doj-ooc", "", "")]
    public void A_case_goes_to(IncidentType type, string region, string sentBy, string lead, string support, string aftercare)
    {
        var plan = RoutingPolicyEvaluator.Evaluate(Facts.Philippines, Facts.Case(type, region, sentBy));

        Assert.Equal(lead, plan.Lead.Candidates[0].TeamId);
        Assert.Equal(support, string.Join(' ', plan.Support.Candidates.Select(team => team.TeamId)));
        Assert.Equal(aftercare, plan.Aftercare.Candidates.Select(team => team.TeamId).FirstOrDefault(""));
        Assert.True(plan.Lead.Candidates.Count >= 2, "somebody is next when the lead is silent");
    }

    [Theory]
    [InlineData(IncidentType.Trafficking, "nbi-ahtrad")]
    [InlineData(IncidentType.ContactOffence, "pnp-wcpc")]
    [InlineData(IncidentType.Material, "doj-ooc")]
    public void Before_2020_a_case_went_to(IncidentType type, string lead) =>
        Assert.Equal(lead, RoutingPolicyEvaluator.Evaluate(Facts.Philippines2016, Facts.Case(type, "PH-07")).Lead.Candidates[0].TeamId);

    [Theory]
    [InlineData("TH", OrphanReason.NoTeam)]
    [InlineData("ZZ", OrphanReason.NoTeam)]
    public void A_country_without_a_team_leaves_the_case_to_an_officer(string country, OrphanReason reason) =>
        Assert.Equal(reason, RoutingPolicyEvaluator.Evaluate(Facts.Philippines, Facts.Case(IncidentType.Material, country: country)).OrphanReason);

    [Fact]
    public void New_information_in_region_seven_goes_to_local_officials_too() => Assert.Equal(
        ["lgu-cebu-city"],
        RoutingPolicyEvaluator.Evaluate(Facts.Philippines, Facts.Case(IncidentType.LiveStreamed, "PH-07")).OnNewInformation.Candidates.Select(team => team.TeamId));

    [Theory]
    [InlineData("nbi", Tlp.Red)]
    [InlineData("uk-nca", Tlp.AmberStrict)]
    [InlineData("afp", Tlp.Amber)]
    [InlineData("ngo-partner", Tlp.Green)]
    [InlineData("somebody-else", Tlp.Green)]
    [InlineData(null, Tlp.Green)]
    public void A_member_of_the_joint_centre_reads_up_to(string? agency, Tlp strictest) =>
        Assert.Equal(strictest, Facts.Philippines.Teams["picacc"].StrictestFor(agency));
}
