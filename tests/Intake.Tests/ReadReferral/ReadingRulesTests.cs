using Referrals.Common.V1;
using Referrals.Intake.ReadReferral;
using Referrals.Platform.Access;
using Referrals.Platform.Credentials;
using Xunit;

namespace Referrals.Intake.Tests.ReadReferral;

public sealed class ReadingRulesTests
{
    private static readonly DateTimeOffset Offered = DateTimeOffset.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData("uk-nca", true)]
    [InlineData("us-fbi", false)]
    [InlineData(null, false)]
    public void An_agency_reads_its_own(string? agency, bool reads) =>
        Assert.Equal(reads, Reads(Somebody(Role.Agency) with { Agency = agency }, Reach()));

    [Fact]
    public void What_a_team_added_is_no_agencys_own() =>
        Assert.False(Reads(Somebody(Role.Agency), Reach() with { OwnerAgency = null }));

    [Theory]
    [InlineData("ph", true)]
    [InlineData("th", false)]
    public void An_officer_reads_what_is_on_a_desk_of_theirs(string desk, bool reads) =>
        Assert.Equal(reads, Reads(Somebody(Role.Officer) with { Desks = [desk] }, Reach()));

    [Theory]
    [InlineData(HandOffState.Offered, true)]
    [InlineData(HandOffState.Acknowledged, true)]
    [InlineData(HandOffState.InProgress, true)]
    [InlineData(HandOffState.Completed, true)]
    [InlineData(HandOffState.Declined, false)]
    [InlineData(HandOffState.TimedOut, false)]
    [InlineData(HandOffState.Revoked, false)]
    [InlineData(HandOffState.Transferred, false)]
    public void A_team_reads_while_its_hand_off_lets_it(HandOffState state, bool reads) => Assert.Equal(reads, TeamReads("nbi", Reach(state)));

    [Fact]
    public void A_team_reads_nothing_that_another_was_handed() => Assert.False(TeamReads("pnp", Reach()));

    [Theory]
    [InlineData(ConsentStanding.NotNeeded, HandOffRole.Support, true)]
    [InlineData(ConsentStanding.Missing, HandOffRole.Lead, false)]
    [InlineData(ConsentStanding.LeadTeam, HandOffRole.Lead, true)]
    [InlineData(ConsentStanding.LeadTeam, HandOffRole.Support, false)]
    [InlineData(ConsentStanding.AllTeams, HandOffRole.Aftercare, true)]
    public void A_hand_off_carries_as_far_as_the_consent_goes(ConsentStanding consent, HandOffRole role, bool reads) =>
        Assert.Equal(reads, TeamReads("nbi", Reach(role: role) with { Consent = consent }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, true)]
    public void One_withdrawn_before_the_offer_is_not_carried(int withdrawnAtDay, bool reads) =>
        Assert.Equal(reads, TeamReads("nbi", Reach() with { WithdrawnAt = DateTimeOffset.UnixEpoch.AddDays(withdrawnAtDay) }));

    [Fact]
    public void A_hand_off_in_a_country_that_the_referral_is_not_in_does_not_carry_it() => Assert.False(TeamReads("nbi", Reach() with { Countries = [new("TH", "th")] }));

    [Theory]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Service)]
    [InlineData(Role.Unspecified)]
    public void Nobody_else_reads_anything(Role role) => Assert.False(Reads(Somebody(role) with { Agency = "uk-nca", Team = "nbi", Desks = ["ph"] }, Reach()));

    [Theory]
    [InlineData(Role.Officer, true)]
    [InlineData(Role.Agency, false)]
    [InlineData(Role.Team, false)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Operator, false)]
    public void Only_an_officer_breaks_the_glass(Role role, bool reads) =>
        Assert.Equal(reads, AccessPolicy.Allows(role, Right.ReadContent, ReadingRules.Decide(Somebody(role), Reach(), breaksGlass: true).Standing));

    [Fact]
    public void On_an_own_desk_there_is_no_glass_to_break() =>
        Assert.Equal(Standing.Desk, ReadingRules.Decide(Somebody(Role.Officer) with { Desks = ["ph"] }, Reach(), breaksGlass: true).Standing);

    private static bool TeamReads(string team, ReferralReach reach) => Reads(Somebody(Role.Team) with { Team = team }, reach);

    private static bool Reads(Principal reader, ReferralReach reach) => AccessPolicy.Allows(reader.Role, Right.ReadContent, ReadingRules.Decide(reader, reach).Standing);

    private static Principal Somebody(Role role) => new() { Name = "somebody", Role = role, Pseudonym = "p-somebody" };

    private static ReferralReach Reach(HandOffState state = HandOffState.Offered, HandOffRole role = HandOffRole.Lead) =>
        new("uk-nca", [new("PH", "ph")], [new("nbi", "PH", role, state, Offered)], ConsentStanding.NotNeeded, null);
}
