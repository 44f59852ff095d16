using Referrals.Common.V1;
using Referrals.Intake.ReadReferral;
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
        Assert.Equal(reads, ReadingRules.Decide(new ReaderFacts(Role.Agency, agency, null, []), Reach()).Reads);

    [Fact]
    public void What_a_team_added_is_no_agencys_own() =>
        Assert.False(ReadingRules.Decide(new ReaderFacts(Role.Agency, null, null, []), Reach() with { OwnerAgency = null }).Reads);

    [Theory]
    [InlineData("ph", true)]
    [InlineData("th", false)]
    public void An_officer_reads_what_is_on_a_desk_of_theirs(string desk, bool reads) =>
        Assert.Equal(reads, ReadingRules.Decide(new ReaderFacts(Role.Officer, null, null, [desk]), Reach()).Reads);

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
    public void Nobody_else_reads_anything(Role role) => Assert.False(ReadingRules.Decide(new ReaderFacts(role, "uk-nca", "nbi", ["ph"]), Reach()).Reads);

    private static bool TeamReads(string team, ReferralReach reach) => ReadingRules.Decide(new ReaderFacts(Role.Team, null, team, []), reach).Reads;

    private static ReferralReach Reach(HandOffState state = HandOffState.Offered, HandOffRole role = HandOffRole.Lead) =>
        new("uk-nca", [new("PH", "ph")], [new("nbi", "PH", role, state, Offered)], ConsentStanding.NotNeeded, null);
}
