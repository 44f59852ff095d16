using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.V1;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class PlaceReferralTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task One_account_in_three_wordings_is_one_case_and_each_learns_who_reported_before(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);

        var first = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042").Phone("+63 900 000 0042"));
        var second = await desk.ReceiveAsync(new Tip("us-fbi").Account("A1-000042", "example chat"));
        var third = await desk.ReceiveAsync(new Tip("esp-examplechat").Phone("0900 000 0042"));

        Assert.Equal([MatchDecision.New, MatchDecision.Linked, MatchDecision.Linked], [first.Decision, second.Decision, third.Decision]);
        Assert.All([second, third], matched => Assert.Equal(first.CaseId, matched.CaseId));
        Assert.Equal([1, 2, 3], [first.ReferralCount, second.ReferralCount, third.ReferralCount]);
        Assert.Equal([IdentifierType.Account], second.MatchedOn);
        Assert.Equal([IdentifierType.Phone], third.MatchedOn);
        Assert.Empty(first.OtherAgencies);
        Assert.Equal(["uk-nca"], second.OtherAgencies);
        Assert.Equal(["uk-nca", "us-fbi"], third.OtherAgencies);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_city_and_month_with_other_identifiers_is_another_case(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        Tip Cebu(string agency) => new Tip(agency) { Region = "PH-07" }.With(IdentifierType.Ip, "203.0.113.7");

        var first = await desk.ReceiveAsync(Cebu("uk-nca").Account("a1-000042"));
        var other = await desk.ReceiveAsync(Cebu("us-ice").Account("b7-000007"));

        Assert.Equal(MatchDecision.New, other.Decision);
        Assert.NotEqual(first.CaseId, other.CaseId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Placeholders_link_nothing(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        for (var i = 0; i < 2; i++)
        {
            var tip = new Tip("uk-nca").Account("unknown").Phone("000 000 0000").Email("n/a").ScreenName("-");
            Assert.Equal(MatchDecision.New, (await desk.ReceiveAsync(tip)).Decision);
            Assert.Empty((await desk.MatchesOfAsync(tip)).Matches);
            var aside = Assert.Single((await desk.MatchesOfAsync(tip, MatchDecision.New)).Matches).Explanation.SetAside;
            Assert.Equal([IdentifierType.Account, IdentifierType.Phone, IdentifierType.Email, IdentifierType.ScreenName], aside.Select(values => values.IdentifierType));
            Assert.All(aside, values => Assert.Equal(("PLACEHOLDER", 1), (values.Reason, values.Count)));
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_suggestion_says_why_the_machine_did_not_link_and_a_link_says_nothing(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        await desk.ReceiveAsync(new Tip("us-ice").Account("b7-000007"));
        await desk.ReceiveAsync(new Tip("us-ice").ScreenName("example-child-42"));
        var bridge = new Tip("us-fbi").Account("a1-000042").Account("b7-000007");
        var alike = new Tip("us-fbi").ScreenName("example-child-42");
        await desk.ReceiveAsync(bridge);
        await desk.ReceiveAsync(alike);

        Assert.Equal(LinkObstacle.Unspecified, Assert.Single((await desk.MatchesOfAsync(bridge, MatchDecision.Linked)).Matches).Explanation.Obstacle);
        Assert.Equal(LinkObstacle.InAnotherCase, Assert.Single((await desk.MatchesOfAsync(bridge, MatchDecision.Suggested)).Matches).Explanation.Obstacle);
        Assert.Equal(LinkObstacle.OneGroup, Assert.Single((await desk.MatchesOfAsync(alike, MatchDecision.Suggested)).Matches).Explanation.Obstacle);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_redelivered_referral_is_matched_once(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042");
        desk.Intake.Put(tip.Id, 0, tip.Content);
        var position = new EventPosition("intake", $"referrals/{tip.Id}", 1);

        for (var i = 0; i < 3; i++)
            await desk.Matching.DeliverAsync(position, new ReferralReceived { Referral = tip.Metadata });

        Assert.Equal(1, Assert.Single(await desk.Matching.PublishedAsync<ReferralMatched>()).ReferralCount);
        Assert.Single(await desk.Matching.AuditBodiesAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_one_batch_brings_is_decided_in_order(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tips = Enumerable.Range(0, 90).Select(i => new Tip("uk-nca").Account($"a1-{i % 30:000000}")).ToList();

        await Task.WhenAll(tips.Select(tip => desk.DeliverAsync(tip)));

        var matched = await desk.Matching.PublishedAsync<ReferralMatched>();
        Assert.Equal(90, matched.Count);
        Assert.Equal(30, matched.Count(m => m.Decision == MatchDecision.New));
        foreach (var account in matched.GroupBy(m => m.CaseId))
            Assert.Equal([1, 2, 3], account.Select(m => m.ReferralCount).Order());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_whose_content_is_gone_is_a_case_of_its_own(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        var erased = new Tip("us-fbi").Account("a1-000042");

        await desk.Matching.DeliverAsync($"referrals/{erased.Id}", new ReferralReceived { Referral = erased.Metadata });

        var matched = (await desk.Matching.PublishedAsync<ReferralMatched>()).Single(m => m.Referral.ReferralId == erased.Id);
        Assert.Equal(MatchDecision.New, matched.Decision);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_is_born_in_its_case_and_its_identifiers_find_that_case_afterwards(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        var other = await desk.ReceiveAsync(new Tip("us-ice").Account("b7-000007"));

        var born = await desk.ReceiveAsync(new Tip("nbi") { BornIn = $"cases/{first.CaseId}/countries/PH" }.Account("c3-000003").Account("b7-000007"));
        var later = await desk.ReceiveAsync(new Tip("us-fbi").Account("c3-000003"));

        Assert.Equal((MatchDecision.BornInCase, first.CaseId, 2), (born.Decision, born.CaseId, born.ReferralCount));
        Assert.Equal((MatchDecision.Linked, first.CaseId), (later.Decision, later.CaseId));
        Assert.Equal(["uk-nca"], later.OtherAgencies);
        Assert.NotEqual(first.CaseId, other.CaseId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_to_a_case_that_has_ended_is_in_the_one_where_it_ended_and_is_found_there(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var held = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        var second = await desk.ReceiveAsync(new Tip("us-ice").Account("b7-000007"));
        var last = await desk.ReceiveAsync(new Tip("us-fbi").Account("d4-000004"));
        await desk.MergeAsync(second.CaseId, held.CaseId);
        await desk.MergeAsync(last.CaseId, second.CaseId);

        var born = await desk.ReceiveAsync(new Tip("nbi") { BornIn = $"cases/{held.CaseId}/countries/PH" }.Account("c3-000003").Account("d4-000004"));
        var later = await desk.ReceiveAsync(new Tip("nz-dia").Account("c3-000003"));

        Assert.Equal((MatchDecision.BornInCase, last.CaseId, 4), (born.Decision, born.CaseId, born.ReferralCount));
        Assert.Equal((MatchDecision.Linked, last.CaseId, 5), (later.Decision, later.CaseId, later.ReferralCount));
        Assert.Empty((await desk.AsReyes.GetMatchesAsync(new GetMatchesRequest { ReferralId = born.Referral.ReferralId, Decisions = { MatchDecision.Suggested } })).Matches);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_key_that_was_left_in_a_case_that_has_ended_leads_to_the_one_where_it_ended(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var ended = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        var into = await desk.ReceiveAsync(new Tip("us-ice").Account("b7-000007"));
        await desk.MergeAsync(into.CaseId, ended.CaseId);
        await ChangeAsync(desk, "update features set case_id = @p0 where referral_id = @p1", ended.CaseId, ended.Referral.ReferralId);

        var later = await desk.ReceiveAsync(new Tip("nz-dia").Account("a1-000042"));

        Assert.Equal((MatchDecision.Linked, into.CaseId, 3), (later.Decision, later.CaseId, later.ReferralCount));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_part_that_stands_in_another_case_than_the_rest_of_its_referral_holds_nobody_up(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042");
        await desk.ReceiveAsync(tip);
        await desk.SupplementAsync(tip, 1, new Tip("uk-nca").Email("ana@mail.example"));
        var other = await desk.ReceiveAsync(new Tip("us-ice").Account("b7-000007"));
        await ChangeAsync(desk, "update features set case_id = @p0 where referral_id = @p1 and supplement = 1", other.CaseId, tip.Id);

        Assert.Equal(other.CaseId, (await desk.ReceiveAsync(new Tip("nz-dia").Email("ana@mail.example"))).CaseId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_batch_has_added_to_a_case_is_compared_with_what_follows_in_it(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var known = new Tip("uk-nca").Account("a1-000042");
        var first = await desk.ReceiveAsync(known);
        var (bySupplement, byTeam) = (new Tip("us-fbi").Phone("+63 900 000 0042"), new Tip("us-ice").Email("ana@mail.example"));

        await desk.TogetherAsync(() => desk.SupplementAsync(known, 1, new Tip("uk-nca").Phone("+63 900 000 0042")), () => desk.DeliverAsync(bySupplement));
        await desk.TogetherAsync(() => desk.DeliverAsync(new Tip("nbi") { BornIn = $"cases/{first.CaseId}/countries/PH" }.Email("ana@mail.example")), () => desk.DeliverAsync(byTeam));

        var matched = (await desk.Matching.PublishedAsync<ReferralMatched>()).ToDictionary(m => m.Referral.ReferralId);
        Assert.All([bySupplement, byTeam], tip => Assert.Equal((MatchDecision.Linked, first.CaseId), (matched[tip.Id].Decision, matched[tip.Id].CaseId)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_batch_erases_is_compared_with_nothing_that_follows_in_it(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (erased, stays) = (new Tip("uk-nca").Account("a1-000042").Email("ana@mail.example"), new Tip("us-fbi").Account("a1-000042").Phone("+63 900 000 0042"));
        var first = await desk.ReceiveAsync(erased);
        var (byMail, byPhone, byBoth) = (new Tip("us-ice").Email("ana@mail.example"), new Tip("us-ice").Phone("+63 900 000 0042"), new Tip("nz-dia").Account("a1-000042"));

        await desk.TogetherAsync(
            () => desk.DeliverAsync(stays),
            () => desk.Matching.DeliverAsync($"referrals/{erased.Id}", new ReferralErased { ReferralId = erased.Id, Reason = ErasureReason.RetentionEnded }),
            () => desk.DeliverAsync(byMail),
            () => desk.DeliverAsync(byPhone),
            () => desk.DeliverAsync(byBoth));

        var matched = (await desk.Matching.PublishedAsync<ReferralMatched>()).ToDictionary(m => m.Referral.ReferralId);
        Assert.Equal(MatchDecision.New, matched[byMail.Id].Decision);
        Assert.All([stays, byPhone, byBoth], tip => Assert.Equal((MatchDecision.Linked, first.CaseId), (matched[tip.Id].Decision, matched[tip.Id].CaseId)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_that_bridges_two_cases_joins_the_older_and_proposes_the_other(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var older = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        var younger = await desk.ReceiveAsync(new Tip("us-fbi").Email("ana@mail.example"));
        var tip = new Tip("us-ice").Email("ana@mail.example").Account("a1-000042");

        var bridging = await desk.ReceiveAsync(tip);

        Assert.Equal(older.CaseId, bridging.CaseId);
        var matches = (await desk.MatchesOfAsync(tip)).Matches;
        Assert.Equal([(MatchDecision.Linked, older.CaseId), (MatchDecision.Suggested, younger.CaseId)], matches.Select(match => (match.Decision, match.CaseId)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_key_that_stands_in_too_many_cases_stops_linking_and_says_so(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, configuration: new Dictionary<string, string> { ["Matching:HotCases"] = "2" });
        for (var i = 0; i < 5; i++)
        {
            // Born in cases of their own, which is how one account comes to stand in several.
            var owner = await desk.ReceiveAsync(new Tip("uk-nca"));
            await desk.ReceiveAsync(new Tip("nbi") { BornIn = $"cases/{owner.CaseId}/countries/PH" }.Account("shared"));
        }

        var tip = new Tip("us-fbi").Account("shared");
        var matched = await desk.ReceiveAsync(tip);

        Assert.Equal(MatchDecision.New, matched.Decision);
        var dropped = Assert.Single(Assert.Single((await desk.MatchesOfAsync(tip, MatchDecision.New)).Matches).Explanation.DroppedKeys);
        Assert.Equal((IdentifierType.Account, "s****d", 5, 2), (dropped.IdentifierType, dropped.MaskedValue, dropped.Frequency, dropped.Cap));
        Assert.Equal(3, await RowsAsync(desk, kind == StoreKind.Sqlite ? "select count(*) from keys" : "select sum(cardinality(brought)) from features"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_placement_is_one_record_in_the_stream_of_its_case_that_names_no_value(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        await desk.ReceiveAsync(new Tip("us-fbi").Account("a1-000042"));

        var bodies = (await desk.Matching.AuditBodiesAsync()).Select(body => JsonDocument.Parse(body).RootElement).ToList();

        Assert.Equal(["matched", "linked"], bodies.Select(body => body.GetProperty("type").GetString()));
        Assert.All(bodies, body => Assert.Equal(($"cases/{first.CaseId}", first.CaseId), (body.GetProperty("stream").GetString(), body.GetProperty("case").GetString())));
        Assert.Equal("Account", bodies[1].GetProperty("details").GetProperty("matchedOn").GetString());
        Assert.DoesNotContain("000042", string.Concat(await desk.Matching.AuditBodiesAsync()));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task While_Intake_is_away_referrals_wait_and_are_matched_when_it_is_back(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        desk.Intake.GoAwayFor(calls: 12);

        var matched = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));

        Assert.Equal(MatchDecision.New, matched.Decision);
        Assert.True(desk.Intake.Calls > 12);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task No_identifier_is_in_the_store(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Account("a1-000042").Email("ana.example@mail.example").Phone("+63 900 000 0042");
        await desk.ReceiveAsync(tip);

        var texts = await desk.Matching.Store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync(
                "select agencies || countries from cases union all select payload from outbox", [], row => row.Text(0), token), CancellationToken.None);
        var packed = await desk.Matching.Store.ReadAsync((db, token) => db.Referrals.Select(row => new { row.Metadata, row.Explanation }).ToListAsync(token), CancellationToken.None);
        texts.AddRange(packed.SelectMany(row => new[] { row.Metadata, row.Explanation }));

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.DoesNotMatch("a1-000042|ana.example|9000000042|900 000 0042", text));
    }

    private static Task<int> ChangeAsync(Desk desk, string statement, params object[] arguments) =>
        desk.Matching.Store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync(statement, arguments, token), CancellationToken.None);

    private static Task<long> RowsAsync(Desk desk, string query) =>
        desk.Matching.Store.ReadSqlAsync((sql, token) => sql.ScalarAsync<long>(query, [], token), CancellationToken.None);
}
