using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class LapseTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_silent_team_lapses_and_the_next_is_offered_and_a_late_answer_is_refused(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P1Immediate, Cases.Referral("us-ice", IncidentType.OnlineEnticement));
        Assert.Equal("pnp-acg-racu7", (await routing.HandOffsAsync(countryCase))[0].TeamId);

        await routing.AdvanceAsync(TimeSpan.FromMinutes(61));

        await Eventually.Async(async () => (await routing.StandingAsync(countryCase)).Contains("Lead pnp-wcpc Offered"));
        var lapsed = (await routing.Service.PublishedAsync<HandOffTimedOut>()).Single(timedOut => timedOut.Role == HandOffRole.Lead);
        Assert.Equal(("pnp-acg-racu7", "pnp-wcpc"), (lapsed.TeamId, lapsed.NextTeamId));
        var late = new AcknowledgeRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = lapsed.HandOffId, TeamReference = "late" };
        Assert.Equal("FailedPrecondition TIMED_OUT", await RoutingUnderTest.RefusalAsync(routing.Team("pnp-acg-racu7").AcknowledgeAsync(late)));
        var record = (await routing.RecordsAsync("timed_out")).Single(left => left.GetProperty("handOff").GetString() == lapsed.HandOffId);
        Assert.Equal("pnp-wcpc", record.GetProperty("details").GetProperty("next").GetString());
        Assert.Equal("desk/ph", await routing.CustodianAsync(countryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task When_nobody_ever_answers_the_case_ends_with_an_officer(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P1Immediate, Cases.Referral("us-ice", IncidentType.Other, ""));

        foreach (var team in new[] { "pnp-wcpc", "nbi-ahtrad", "doj-ooc" })
        {
            await Eventually.Async(async () => (await routing.StandingAsync(countryCase)).Contains($"Lead {team} Offered"));
            await routing.AdvanceAsync(TimeSpan.FromMinutes(61));
        }

        await Eventually.Async(async () => (await routing.Service.PublishedAsync<CaseOrphaned>()).Count == 1);
        Assert.Equal(3, (await routing.RecordsAsync("timed_out")).Count);
    }

    [Fact]
    public async Task Two_instances_lapse_a_hand_off_once()
    {
        await using var one = await RoutingUnderTest.StartAsync(StoreKind.Postgres);
        await using var two = await RoutingUnderTest.StartAsync(
            StoreKind.Postgres, settings: new ServiceSettings { Database = one.Service.Database, DataDirectory = one.Service.DataDirectory, MakesKeys = false });
        var cases = new List<string>();
        for (var i = 0; i < 10; i++)
            cases.Add(await one.AcceptAsync(Priority.P1Immediate, Cases.Referral("us-ice", IncidentType.OnlineEnticement)));

        var @operator = one.Service.TokenOf(Callers.Operator);
        await Task.WhenAll(
            RoutingUnderTest.AdvanceAsync(TimeSpan.FromMinutes(61), one.Service.WithToken(@operator)),
            RoutingUnderTest.AdvanceAsync(TimeSpan.FromMinutes(61), two.Service.WithToken(@operator)));

        foreach (var countryCase in cases)
            await Eventually.Async(async () => (await one.StandingAsync(countryCase)).Contains("Lead pnp-wcpc Offered"));
        Assert.Equal(10, (await one.Service.PublishedAsync<HandOffTimedOut>()).Count(lapsed => lapsed.Role == HandOffRole.Lead));
        Assert.Equal(10, (await one.Service.PublishedAsync<HandOffOffered>()).Count(offered => offered.TeamId == "pnp-wcpc"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_feedback_duty_that_lapses_is_seen_once_and_begins_anew_with_a_report(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.AcknowledgeAsync(countryCase, "nbi-ahtrad");
        var nbi = routing.Team("nbi-ahtrad");

        await routing.AdvanceAsync(TimeSpan.FromDays(31));
        await Eventually.Async(async () => (await routing.RecordsAsync("feedback_overdue")).Count == 1);
        var overdue = Assert.Single((await nbi.ListInboxAsync(new ListInboxRequest { Overdue = true })).HandOffs);
        Assert.True(overdue.FeedbackOverdue);

        var reported = await nbi.RecordProgressAsync(new RecordProgressRequest { RequestId = RoutingUnderTest.NewRequest(), HandOffId = overdue.HandOffId, Code = ProgressCode.WarrantObtained });
        Assert.False(reported.HandOff.FeedbackOverdue);
        Assert.True(reported.HandOff.FeedbackDueAt.ToDateTimeOffset() > routing.Now.AddDays(29));
        Assert.Empty((await nbi.ListInboxAsync(new ListInboxRequest { Overdue = true })).HandOffs);

        await routing.AdvanceAsync(TimeSpan.FromDays(31));
        await Eventually.Async(async () => (await routing.RecordsAsync("feedback_overdue")).Count == 2);
        Assert.All(await routing.Service.PublishedAsync<FeedbackLapsed>(), lapsed => Assert.Equal(overdue.HandOffId, lapsed.HandOffId));
        Assert.Equal(2, (await routing.Service.PublishedAsync<FeedbackLapsed>()).Count);
    }
}
