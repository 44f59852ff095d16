using Referrals.Common.V1;
using Referrals.Intake.FollowStatus;
using Xunit;

namespace Referrals.Intake.Tests.FollowStatus;

public sealed class CaseStatusRulesTests
{
    private static readonly CountryCaseState Accepted = CaseStatusRules.Accepted(CaseStatusRules.Opened);

    [Theory]
    [InlineData(HandOffState.Offered, ReferralState.Routed)]
    [InlineData(HandOffState.Acknowledged, ReferralState.Acknowledged)]
    [InlineData(HandOffState.InProgress, ReferralState.InProgress)]
    [InlineData(HandOffState.Completed, ReferralState.Completed)]
    [InlineData(HandOffState.Declined, ReferralState.Accepted)]
    [InlineData(HandOffState.TimedOut, ReferralState.Accepted)]
    [InlineData(HandOffState.Revoked, ReferralState.Accepted)]
    public void An_accepted_case_follows_its_lead(HandOffState lead, ReferralState state) =>
        Assert.Equal(state, CaseStatusRules.HandOff(Accepted, "hof-1", HandOffRole.Lead, lead).State);

    [Theory]
    [InlineData(HandOffRole.Support)]
    [InlineData(HandOffRole.Aftercare)]
    public void Support_and_aftercare_move_nothing(HandOffRole role) =>
        Assert.Equal(Accepted, CaseStatusRules.HandOff(Accepted, "hof-1", role, HandOffState.Completed));

    [Fact]
    public void While_the_next_lead_is_offered_it_stays_routed() =>
        Assert.Equal(ReferralState.Routed, CaseStatusRules.HandOff(Accepted, "hof-1", HandOffRole.Lead, HandOffState.TimedOut, nextIsOffered: true).State);

    [Fact]
    public void A_transfer_moves_nothing_back_before_the_next_acknowledges()
    {
        var held = CaseStatusRules.HandOff(Accepted, "hof-1", HandOffRole.Lead, HandOffState.InProgress);
        var offered = CaseStatusRules.HandOff(held, "hof-2", HandOffRole.Lead, HandOffState.Offered);
        var taken = CaseStatusRules.HandOff(offered, "hof-2", HandOffRole.Lead, HandOffState.Acknowledged);
        var passed = CaseStatusRules.HandOff(taken, "hof-1", HandOffRole.Lead, HandOffState.Transferred);

        Assert.Equal(
            [ReferralState.InProgress, ReferralState.InProgress, ReferralState.InProgress, ReferralState.Acknowledged],
            new[] { held, offered, taken, passed }.Select(state => state.State));
    }

    [Fact]
    public void A_case_opened_again_forgets_earlier_leads()
    {
        var completed = CaseStatusRules.HandOff(Accepted, "hof-1", HandOffRole.Lead, HandOffState.Completed);
        Assert.Equal(ReferralState.Completed, completed.State);

        var again = CaseStatusRules.Accepted(CaseStatusRules.Opened);
        Assert.Equal(ReferralState.Accepted, CaseStatusRules.HandOff(again, "hof-2", HandOffRole.Lead, HandOffState.Declined).State);
    }

    [Theory]
    [InlineData(new[] { ReferralState.Routed, ReferralState.InTriage, ReferralState.Completed }, 1)]
    [InlineData(new[] { ReferralState.Completed, ReferralState.InProgress, ReferralState.Rejected }, 1)]
    [InlineData(new[] { ReferralState.Completed, ReferralState.Rejected, ReferralState.Completed }, 1)]
    [InlineData(new[] { ReferralState.InTriage, ReferralState.InTriage }, 0)]
    [InlineData(new[] { ReferralState.Rejected, ReferralState.Orphaned }, 1)]
    public void The_headline_is_the_least_advanced_open_one_or_the_most_advanced_when_none_is(ReferralState[] states, int headline) =>
        Assert.Equal(headline, States.Headline(states));
}
