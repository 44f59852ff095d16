using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

[Collection(ConsoleTests.Name)]
public sealed class OperatorTests(ConsoleFixture console)
{
    [Fact]
    public async Task Each_service_says_how_it_does()
    {
        await using var person = await console.VisitAsync("operator");

        await person.GoAsync("/operations");

        Assert.Equal(["identity", "intake", "matching", "triage", "routing", "audit"], await person.Page.Locator("tr[data-service] th").AllInnerTextsAsync());
        Assert.Equal(6, await person.Page.Locator("tr[data-service] .console-tag:text-is(\"Well\")").CountAsync());
        Assert.Contains("Nothing is held.", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task The_age_of_what_nobody_holds_is_told_without_telling_what_it_is_and_every_number_leads_to_its_list()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await using var person = await console.VisitAsync("operator");
        await person.GoAsync("/operations");
        var counted = await new TriageService.TriageServiceClient(console.Access.Call("triage", "operator")).CountQueueAsync(new CountQueueRequest());

        var rows = await person.Page.Locator("tr[data-desk]").CountAsync();
        var page = await person.Page.ContentAsync();
        var oldest = await person.Page.InnerTextAsync("[data-figure=oldest] dd");
        foreach (var link in await person.Page.Locator("[data-figure] a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))"))
        {
            await person.GoAsync("/operations");
            await person.Page.ClickThroughAsync($"[data-figure] a[href=\"{link}\"] >> nth=0");
            Assert.True(!link.Contains('#') || await person.Page.Locator(link[link.IndexOf('#')..]).CountAsync() == 1, link);
        }

        Assert.Equal(counted.Counts.Count, rows);
        Assert.Matches("(min|hr|days)", oldest);
        Assert.DoesNotContain(Show.Parts(name).CaseId, page, StringComparison.Ordinal);
        Assert.DoesNotContain(referral, page, StringComparison.Ordinal);
        await person.GoAsync("/operations?service=triage&state=Parked");
        Assert.Equal(["triage", "Parked", "Clear"], await person.Page.Locator(".console-active li").AllInnerTextsAsync());
        Assert.Empty(person.Complaints);
    }

    [Fact]
    public async Task Statistics_are_the_same_as_charts_and_as_tables()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        await console.People.OfferedAsync(name, "nbi-ahtrad");
        await using var officer = await console.VisitAsync("officer/okoro");

        await officer.GoAsync("/statistics");

        foreach (var by in (string[])["Country", "Team", "Month", "Outcome"])
        {
            var section = officer.Page.Locator($"section[aria-labelledby=by-{by}]");
            var rows = await section.Locator("tbody tr").CountAsync();
            Assert.True(rows > 0);
            Assert.Equal(rows, await section.Locator("svg [data-bar]").CountAsync());
            Assert.Equal(await section.Locator("td[data-column=Offered]").AllInnerTextsAsync(), await section.Locator("svg [data-bar] text:last-child").AllTextContentsAsync());
        }

        await officer.GoAsync("/statistics?measure=Acknowledge&team=nbi-ahtrad");
        Assert.Equal(1, await officer.Page.Locator("section[aria-labelledby=by-Team] tbody tr").CountAsync());
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_team_sees_statistics_of_its_own_only()
    {
        await using var team = await console.VisitAsync("team/shelter-a");

        await team.GoAsync("/statistics?team=nbi-ahtrad");

        Assert.DoesNotContain("National Bureau", await team.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await team.Page.Locator("#team").CountAsync());
        Assert.Empty(team.Complaints);
    }

    [Fact]
    public async Task The_tester_of_the_policy_names_the_rule_and_the_team_that_the_case_gets()
    {
        var (_, name) = await console.People.SubmitAsync();
        var item = await console.People.CaseAsync(name);
        var actual = (await console.People.RoutingAsReyes.ExplainAsync(new ExplainRequest { CountryCase = name })).Explanation;
        await using var officer = await console.VisitAsync("officer/okoro");

        await officer.GoAsync($"/policy?country=PH&region=PH-07&type={IncidentType.LiveStreamed}&priority={item.Priority}&tlp={Tlp.Amber}&identifier={IdentifierType.Account}");

        Assert.Contains($"Rule {actual.RuleId} decides", await officer.Page.InnerTextAsync("#result h3"), StringComparison.Ordinal);
        Assert.Contains(actual.Planned.First(planned => planned.Role == HandOffRole.Lead).TeamDisplayName, await officer.Page.InnerTextAsync("#result"), StringComparison.Ordinal);
        Assert.Equal(actual.Trials.Select(trial => trial.RuleId), await officer.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#result [data-rule]')].map(rule => rule.dataset.rule)"));
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_rule_that_is_moved_up_is_tried_before_and_the_page_says_what_that_changes()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        await console.People.OfferedAsync(name, "nbi-ahtrad");
        await using var person = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = false);
        await person.GoAsync("/policy");
        var before = await OrderAsync(person);

        await person.Page.ClickThroughAsync("[data-draft-rule=ph-07-online] button:text-is(\"Move up\")");

        string[] moved = [before[1], before[0], .. before.Skip(2)];
        Assert.Equal(moved, await OrderAsync(person));
        Assert.EndsWith(" accepted cases would go elsewhere.", await person.Page.InnerTextAsync("[data-simulated]"), StringComparison.Ordinal);
        await person.Page.ClickThroughAsync("[data-draft-rule=ph-07-online] button:text-is(\"Move down\")");
        Assert.Equal(before, await OrderAsync(person));
        Assert.StartsWith("0 of ", await person.Page.InnerTextAsync("[data-simulated]"), StringComparison.Ordinal);
        Assert.Equal((await person.Page.TextContentAsync("details pre"))!.Trim(), (await person.Page.InputValueAsync("#draft")).Trim());

        static async Task<string[]> OrderAsync(Visitor visitor) =>
            await visitor.Page.Locator("[data-draft-rule]").EvaluateAllAsync<string[]>("rules => rules.map(rule => rule.dataset.draftRule)");
    }

    [Fact]
    public async Task The_tester_says_of_every_referral_where_it_went()
    {
        var random = new Random(7);
        await using var officer = await console.VisitAsync("officer/okoro");
        var count = int.Parse(Environment.GetEnvironmentVariable("REFERRALS_ROUTES") ?? "8", System.Globalization.CultureInfo.InvariantCulture);
        for (var number = 0; number < count; number++)
        {
            var tip = People.Tip();
            tip.IncidentType = Pick(random, [.. Enum.GetValues<IncidentType>().Skip(1)]);
            tip.Region = Pick(random, ["", "PH-00", "PH-03", "PH-05", "PH-06", "PH-07", "PH-10", "PH-11"]);
            tip.Handling.Tlp = Pick(random, [Tlp.Amber, Tlp.Green, Tlp.AmberStrict]);
            tip.ChildAtImmediateRisk = random.Next(4) == 0;
            var (_, name) = await console.People.SubmitAsync(tip);
            var item = await console.People.CaseAsync(name);
            var actual = (await console.People.RoutingAsReyes.ExplainAsync(new ExplainRequest { CountryCase = name })).Explanation;

            await officer.GoAsync(
                $"/policy?country=PH&region={tip.Region}&type={tip.IncidentType}&priority={item.Priority}&tlp={tip.Handling.Tlp}&identifier={IdentifierType.Account}&agency=uk-nca&risk={tip.ChildAtImmediateRisk}");

            var rules = await officer.Page.Locator("#result [data-rule]").EvaluateAllAsync<string[]>("rules => rules.map(rule => rule.dataset.rule)");
            var teams = await officer.Page.Locator("#result [data-planned]").EvaluateAllAsync<string[]>("teams => teams.map(team => team.dataset.planned)");
            Assert.Equal(actual.Trials.Select(trial => trial.RuleId), rules);
            Assert.Equal(actual.Planned.Select(planned => planned.TeamId), teams);
            Assert.Equal($"Rule {actual.RuleId} decides", await officer.Page.InnerTextAsync("#result h3"));
        }

        Assert.Empty(officer.Complaints);

        static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
    }

    [Fact]
    public async Task A_draft_of_the_policy_says_how_many_cases_would_go_elsewhere_and_a_broken_one_what_is_wrong()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        await console.People.OfferedAsync(name, "nbi-ahtrad");
        await using var person = await console.VisitAsync("operator");
        await person.GoAsync("/policy");
        await person.Page.ClickThroughAsync("text=\"Show what would change\"");
        var same = await person.Page.InnerTextAsync("[data-simulated]");
        await person.Page.FillAsync("#draft", "version: [");

        await person.Page.ClickThroughAsync("text=\"Show what would change\"");

        Assert.StartsWith("0 of ", same, StringComparison.Ordinal);
        Assert.NotEqual("0 of 0 accepted cases would go elsewhere.", same);
        Assert.Equal(0, await person.Page.Locator("[data-simulated]").CountAsync());
        Assert.Contains("ine ", await person.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal("version: [", await person.Page.InputValueAsync("#draft"));
        Assert.Empty(person.Complaints);
    }
}
