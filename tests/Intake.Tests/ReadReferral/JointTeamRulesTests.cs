using Referrals.Common.V1;
using Referrals.Intake.ReadReferral;
using Referrals.Platform.Access;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.ReadReferral;

/// <summary>A team made of agencies: each member reads up to the label of its agency.</summary>
public sealed class JointTeamRulesTests
{
    private static readonly Dictionary<string, Tlp> Limits = new() { ["nbi"] = Tlp.Red, ["uk-nca"] = Tlp.AmberStrict, ["afp"] = Tlp.Amber, ["ngo-partner"] = Tlp.Green };

    [Theory]
    [InlineData("nbi", Tlp.Red, true)]
    [InlineData("uk-nca", Tlp.Red, false)]
    [InlineData("uk-nca", Tlp.AmberStrict, true)]
    [InlineData("afp", Tlp.AmberStrict, false)]
    [InlineData("afp", Tlp.Amber, true)]
    [InlineData("ngo-partner", Tlp.Amber, false)]
    [InlineData("ngo-partner", Tlp.Green, true)]
    [InlineData("picacc", Tlp.Amber, false)]
    [InlineData("picacc", Tlp.Green, true)]
    [InlineData(null, Tlp.Amber, false)]
    public void A_member_reads_up_to_its_own_label_and_somebody_of_no_member_what_all_may(string? agency, Tlp tlp, bool reads) =>
        Assert.Equal(reads, Reads(agency, tlp, Limits));

    [Theory]
    [InlineData(Tlp.Red)]
    [InlineData(Tlp.Clear)]
    public void An_ordinary_team_reads_whatever_it_was_handed(Tlp tlp) => Assert.True(Reads("nbi", tlp, new()));

    private static bool Reads(string? agency, Tlp tlp, Dictionary<string, Tlp> limits)
    {
        var handOff = new ReachedHandOff("picacc", "PH", HandOffRole.Lead, HandOffState.Acknowledged, DateTimeOffset.UnixEpoch) { Limits = limits };
        var reach = new ReferralReach("us-fbi", [new ReachedCountry("PH", "ph")], [handOff], ConsentStanding.NotNeeded, null) { Tlp = tlp };
        return AccessPolicy.Allows(Role.Team, Right.ReadContent, ReadingRules.Decide(Callers.Team("picacc", agency), reach).Standing);
    }
}
