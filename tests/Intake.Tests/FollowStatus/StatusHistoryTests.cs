using Referrals.Common.V1;
using Referrals.Intake.V1;
using Xunit;

namespace Referrals.Intake.Tests.FollowStatus;

public sealed class StatusHistoryTests
{
    [Fact]
    public void A_new_referral_is_received_in_each_country_it_names()
    {
        var status = new Histories("PH", "TH").Status();

        Assert.Equal([("PH", ReferralState.Received), ("TH", ReferralState.Received)], Countries(status));
        Assert.Equal([(1, StatusDetail.Received)], Entries(status));
    }

    [Fact]
    public void Without_a_country_it_is_on_the_general_desk() =>
        Assert.Equal([("ZZ", ReferralState.InTriage)], Countries(new Histories().Matched().Case("ZZ", ReferralState.InTriage, StatusDetail.InTriage).Status()));

    [Fact]
    public void Own_entries_and_those_of_the_case_are_told_in_the_order_they_were_stored()
    {
        var status = new Histories("PH")
            .Matched()
            .Case("PH", ReferralState.InTriage, StatusDetail.InTriage)
            .Own(StatusDetail.Supplemented)
            .Case("PH", ReferralState.Accepted, StatusDetail.Accepted, Disposition.Actionable)
            .Status();

        Assert.Equal(
            [(1, StatusDetail.Received), (2, StatusDetail.MatchedNew), (3, StatusDetail.InTriage), (4, StatusDetail.Supplemented), (5, StatusDetail.Accepted)],
            Entries(status));
        Assert.Equal(Disposition.Actionable, status.Countries[0].Disposition);
    }

    [Fact]
    public void What_happened_in_the_case_before_it_joined_is_not_told_but_where_it_stands_is()
    {
        var history = new Histories("PH")
            .Case("PH", ReferralState.InTriage, StatusDetail.InTriage)
            .Case("PH", ReferralState.Accepted, StatusDetail.Accepted, Disposition.Actionable)
            .Case("PH", ReferralState.Routed, StatusDetail.Offered)
            .Matched(StatusDetail.MatchedKnown);
        Assert.Equal([(1, StatusDetail.Received), (2, StatusDetail.MatchedKnown), (3, StatusDetail.Offered)], Entries(history.Status()));

        var status = history.Case("PH", ReferralState.Acknowledged, StatusDetail.Acknowledged).Status();

        Assert.Equal((4, StatusDetail.Acknowledged), Entries(status)[^1]);
        Assert.Equal((ReferralState.Acknowledged, Disposition.Actionable), (status.State, status.Countries[0].Disposition));
    }

    [Fact]
    public void What_happens_in_a_country_that_it_does_not_name_is_not_told()
    {
        var status = new Histories("PH").Matched().Case("TH", ReferralState.InTriage, StatusDetail.InTriage).Status();

        Assert.Equal([("PH", ReferralState.Received)], Countries(status));
        Assert.Equal(2, status.History.Count);
    }

    [Fact]
    public void A_country_added_later_is_followed_from_where_it_stands()
    {
        var status = new Histories("PH")
            .Matched()
            .Case("PH", ReferralState.Routed, StatusDetail.Offered)
            .Case("TH", ReferralState.InTriage, StatusDetail.InTriage)
            .Own(StatusDetail.Supplemented)
            .JoinsIn("PH", "TH")
            .Status();

        Assert.Equal([("PH", ReferralState.Routed), ("TH", ReferralState.InTriage)], Countries(status));
        Assert.Equal(ReferralState.InTriage, status.State);
        Assert.Equal("TH", Assert.Single(status.Countries, country => country.Headline).Country);
        Assert.Equal((5, StatusDetail.InTriage), Entries(status)[^1]);
    }

    [Fact]
    public void A_question_shows_until_it_is_answered()
    {
        var asked = new Histories("PH").Matched().Case("PH", ReferralState.InTriage, StatusDetail.InTriage).Own(StatusDetail.InformationRequested, "PH", "irq-1");
        Assert.Equal(ReferralState.InformationRequested, asked.Status().State);
        asked.Own(StatusDetail.InformationRequested, "PH", "irq-2").Own(StatusDetail.InformationAnswered, "PH", "irq-1");
        Assert.Equal(ReferralState.InformationRequested, asked.Status().State);

        Assert.Equal(ReferralState.InTriage, asked.Own(StatusDetail.InformationAnswered, "PH", "irq-2").Status().State);
    }

    [Fact]
    public void A_question_no_longer_matters_once_triage_has_decided() =>
        Assert.Equal(ReferralState.Accepted, new Histories("PH").Matched().Case("PH", ReferralState.InTriage, StatusDetail.InTriage)
            .Own(StatusDetail.InformationRequested, "PH", "irq-1")
            .Case("PH", ReferralState.Accepted, StatusDetail.Accepted).Status().State);

    [Fact]
    public void It_awaits_consent_while_the_case_goes_on_and_is_there_at_once_when_it_is_given()
    {
        var waiting = new Histories("PH").Matched()
            .Case("PH", ReferralState.Accepted, StatusDetail.Accepted)
            .Own(StatusDetail.ConsentRequested, "PH")
            .Case("PH", ReferralState.Routed, StatusDetail.Offered);
        Assert.Equal(ReferralState.AwaitingConsent, waiting.Status().State);

        Assert.Equal(ReferralState.Routed, waiting.Own(StatusDetail.ConsentGiven).Status().State);
    }

    [Fact]
    public void Refused_consent_ends_it_until_it_is_given()
    {
        var refused = new Histories("PH").Matched()
            .Case("PH", ReferralState.Accepted, StatusDetail.Accepted)
            .Own(StatusDetail.ConsentRefused)
            .Case("PH", ReferralState.Routed, StatusDetail.Offered);
        Assert.Equal(ReferralState.Withdrawn, refused.Status().State);
        Assert.Equal((4, StatusDetail.ConsentRefused), Entries(refused.Status())[^1]);

        Assert.Equal(ReferralState.Routed, refused.Own(StatusDetail.ConsentGiven).Status().State);
    }

    [Fact]
    public void Nothing_is_told_after_a_withdrawal_and_what_had_ended_stays_as_it_ended()
    {
        var status = new Histories("PH", "TH").Matched()
            .Case("PH", ReferralState.Completed, StatusDetail.Completed)
            .Own(StatusDetail.Withdrawn)
            .Case("TH", ReferralState.InTriage, StatusDetail.InTriage)
            .Own(StatusDetail.InformationRequested, "TH", "irq-1")
            .Status();

        Assert.Equal([("PH", ReferralState.Completed), ("TH", ReferralState.Withdrawn)], Countries(status));
        Assert.Equal((4, StatusDetail.Withdrawn), Entries(status)[^1]);
    }

    [Fact]
    public void Withdrawn_before_it_was_matched_it_stays_withdrawn()
    {
        var status = new Histories("PH").Own(StatusDetail.Withdrawn).Matched(StatusDetail.MatchedKnown, "PH", "TH").Case("TH", ReferralState.Accepted, StatusDetail.Accepted).Status();

        Assert.All(status.Countries, country => Assert.Equal(ReferralState.Withdrawn, country.State));
        Assert.Equal(2, status.History.Count);
    }

    [Fact]
    public void Each_entry_says_the_state_after_it()
    {
        var told = new Histories("PH").Matched()
            .Case("PH", ReferralState.InTriage, StatusDetail.InTriage)
            .Own(StatusDetail.InformationRequested, "PH", "irq-1")
            .Case("PH", ReferralState.Accepted, StatusDetail.Accepted)
            .Tell().Entries;

        Assert.Equal(
            [ReferralState.Received, ReferralState.Received, ReferralState.InTriage, ReferralState.InformationRequested, ReferralState.Accepted],
            told.Select(entry => entry.Entry.State));
        Assert.Equal(told.Select(entry => entry.Entry.State), told.Select(entry => entry.Headline));
    }

    private static List<(string, ReferralState)> Countries(ReferralStatus status) => [.. status.Countries.Select(country => (country.Country, country.State))];

    private static List<(int, StatusDetail)> Entries(ReferralStatus status) => [.. status.History.Select(entry => (entry.Number, entry.Detail))];
}
