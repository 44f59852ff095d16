using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.OpenCase;

public sealed class JoinRulesTests
{
    private static readonly string Case = TriageUnderTest.Philippines(Ids.New("case"));

    [Theory]
    [InlineData(CountryCaseState.Open, JoinEffect.Waits)]
    [InlineData(CountryCaseState.InformationRequested, JoinEffect.Waits)]
    [InlineData(CountryCaseState.AcceptHeld, JoinEffect.FollowsAcceptance)]
    [InlineData(CountryCaseState.Accepted, JoinEffect.FollowsAcceptance)]
    [InlineData(CountryCaseState.Rejected, JoinEffect.Counts)]
    [InlineData(CountryCaseState.Withdrawn, JoinEffect.Reopens)]
    [InlineData(CountryCaseState.Merged, JoinEffect.Counts)]
    public void A_referral_that_says_nothing_new(CountryCaseState state, JoinEffect effect) =>
        Assert.Equal(effect, Effect(state, Priority.P3Standard, RequestedDatum.Unspecified, A.Referral()));

    [Theory]
    [InlineData(CountryCaseState.Open, JoinEffect.Waits)]
    [InlineData(CountryCaseState.Accepted, JoinEffect.FollowsAcceptance)]
    [InlineData(CountryCaseState.Rejected, JoinEffect.Reopens)]
    public void A_referral_that_calls_for_more(CountryCaseState state, JoinEffect effect) =>
        Assert.Equal(effect, Effect(state, Priority.P3Standard, RequestedDatum.Unspecified, A.Referral() with { ChildAtImmediateRisk = true }));

    [Fact]
    public void A_referral_that_calls_for_as_much_as_was_known_at_the_rejection_does_not_reopen_it() =>
        Assert.Equal(JoinEffect.Counts, Effect(CountryCaseState.Rejected, Priority.P2Urgent, RequestedDatum.Unspecified, A.S1Referral()));

    [Theory]
    [InlineData(CountryCaseState.Rejected)]
    [InlineData(CountryCaseState.Withdrawn)]
    public void What_a_team_adds_to_its_case_opens_no_desk_again(CountryCaseState state) => Assert.Equal(
        JoinEffect.Counts,
        Effect(state, Priority.P4Monitor, RequestedDatum.ChildIdentity, A.Referral() with { Origin = ReferralOrigin.Team, BornIn = Case, ChildCount = 1, ChildAtImmediateRisk = true }));

    [Theory]
    [InlineData(CountryCaseState.Rejected, JoinEffect.Reopens)]
    [InlineData(CountryCaseState.Withdrawn, JoinEffect.Reopens)]
    [InlineData(CountryCaseState.Accepted, JoinEffect.FollowsAcceptance)]
    public void What_a_team_adds_to_a_case_that_has_ended_in_another_is_news_to_that_ones_desk(CountryCaseState state, JoinEffect effect) => Assert.Equal(
        effect,
        Effect(state, Priority.P3Standard, RequestedDatum.Unspecified, A.Referral() with { Origin = ReferralOrigin.Team, BornIn = TriageUnderTest.Philippines(Ids.New("case")), ChildAtImmediateRisk = true }));

    public static TheoryData<RequestedDatum, ReferralMetadata> Bringing => new()
    {
        { RequestedDatum.Location, A.Referral() with { Region = "PH-07" } },
        { RequestedDatum.Location, A.Referral() with { IdentifierTypes = [IdentifierType.Ip] } },
        { RequestedDatum.SubjectIdentity, A.Referral() with { SubjectCount = 1 } },
        { RequestedDatum.ChildIdentity, A.Referral() with { ChildCount = 1 } },
        { RequestedDatum.Account, A.Referral() with { IdentifierTypes = [IdentifierType.Account] } },
        { RequestedDatum.Account, A.Referral() with { IdentifierTypes = [IdentifierType.ScreenName] } },
        { RequestedDatum.Account, A.Referral() with { IdentifierTypes = [IdentifierType.ProfileUrl] } },
        { RequestedDatum.IpPortAndTime, A.Referral() with { IdentifierTypes = [IdentifierType.Ip] } },
        { RequestedDatum.ContactIdentifier, A.Referral() with { IdentifierTypes = [IdentifierType.Email] } },
        { RequestedDatum.ContactIdentifier, A.Referral() with { IdentifierTypes = [IdentifierType.Phone] } },
        { RequestedDatum.PaymentRecords, A.Referral() with { IdentifierTypes = [IdentifierType.PaymentHandle] } },
        { RequestedDatum.FileHashes, A.Referral() with { IdentifierTypes = [IdentifierType.FileHash] } },
        { RequestedDatum.EvidenceLocator, A.Referral() with { EvidenceItems = 1 } },
        { RequestedDatum.TimeOfIncident, A.Referral() with { OccurredAt = DateTimeOffset.UnixEpoch } },
        { RequestedDatum.RiskToChild, A.Referral() with { ChildAtImmediateRisk = true } },
    };

    [Theory, MemberData(nameof(Bringing))]
    public void A_rejection_for_lack_of_a_datum_is_reopened_by_the_referral_that_brings_it(RequestedDatum missing, ReferralMetadata referral)
    {
        Assert.True(JoinRules.Brings(missing, referral));
        Assert.False(JoinRules.Brings(missing, A.Referral()));
        Assert.Equal(JoinEffect.Reopens, Effect(CountryCaseState.Rejected, Priority.P1Immediate, missing, referral));
        Assert.Equal(JoinEffect.Counts, Effect(CountryCaseState.Rejected, Priority.P1Immediate, missing, A.Referral()));
    }

    [Theory]
    [InlineData(RequestedDatum.Narrative)]
    [InlineData(RequestedDatum.LegalBasis)]
    [InlineData(RequestedDatum.HandlingPermission)]
    [InlineData(RequestedDatum.Other)]
    public void What_does_not_show_without_the_content_is_taken_to_be_there(RequestedDatum missing) =>
        Assert.True(JoinRules.Brings(missing, A.Referral()));

    private static JoinEffect Effect(CountryCaseState state, Priority priority, RequestedDatum missing, ReferralMetadata referral) =>
        JoinRules.Effect(Case, state, priority, missing, referral, PriorityRules.OfReferral(referral));
}
