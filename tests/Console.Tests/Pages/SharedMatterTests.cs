using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Pages;

/// <summary>Three agencies report one account at one instant.</summary>
[Collection(ConsoleTests.Name)]
public sealed class SharedMatterTests(ConsoleFixture console)
{
    private static readonly string[] Agencies = ["agency/uk-nca", "agency/us-fbi", "agency/esp-examplechat"];

    [Fact]
    public async Task It_is_one_row_of_the_queue_and_each_sender_sees_who_else_reported_and_no_word_of_them()
    {
        var tips = Same();
        var sent = await SendAsync(tips);
        var name = sent[0].CountryCase;
        await using var officer = await console.VisitAsync("officer/okoro");

        await officer.GoAsync("/queue?holder=any&order=OpenedDesc");
        var row = await officer.Page.InnerTextAsync($"tr[data-name=\"{name}\"]");
        await officer.GoAsync(Show.CaseAddress(name));

        Assert.Contains("3 referrals", row, StringComparison.Ordinal);
        Assert.Equal(3, await officer.Page.Locator("[data-open]").CountAsync());
        Assert.Contains("Why 2 referrals were linked", await officer.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{sent[0].ReferralId}");
        var told = await sender.Page.InnerTextAsync("main");
        Assert.Contains("US Federal Bureau of Investigation", told, StringComparison.Ordinal);
        Assert.Contains("ExampleChat, CyberTipline reporter", told, StringComparison.Ordinal);
        var seen = await sender.Page.ContentAsync();
        Assert.All(tips, tip => Assert.DoesNotContain(tip.Narrative, seen, StringComparison.Ordinal));
        Assert.Equal(404, (await sender.GoAsync($"/referrals/{sent[1].ReferralId}"))!.Status);
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_referral_that_is_split_off_and_joined_again_leaves_the_case_as_it_was()
    {
        var sent = await SendAsync(Same());
        var name = sent[0].CountryCase;
        var before = await console.People.CaseAsync(name);
        await using var officer = await console.VisitAsync("officer/okoro");
        var page = officer.Page;

        await officer.GoAsync($"{Show.CaseAddress(name)}/links?do=split&referral={sent[2].ReferralId}");
        Assert.Equal(2, await page.Locator("main tbody tr").CountAsync());
        await page.SelectOptionAsync("#reason", nameof(LinkReason.OtherPerson));
        await page.ClickThroughAsync("main form button[type=submit]");
        var split = await Eventually.ResultAsync(() => console.People.CaseAsync(name), item => item.ReportCount == 2, because: "one is split off");
        var other = await console.People.CaseOfAsync(sent[2].ReferralId, Agencies[2]);
        await officer.GoAsync(Show.CaseAddress(other));
        await page.CheckAsync("#choice-duplicate");
        await page.FillAsync("#duplicateId", Show.Parts(name).CaseId);
        await page.ClickThroughAsync("[data-record]");
        Assert.Contains("choose the reason Correction", await page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator("main tbody tr").CountAsync());
        await page.SelectOptionAsync("#reason", nameof(LinkReason.Correction));
        await page.ClickThroughAsync("main form button[type=submit]");
        var after = await Eventually.ResultAsync(() => console.People.CaseAsync(name), item => item.ReportCount == 3, because: "it is joined again");

        Assert.NotEqual(name, other);
        Assert.Equal(2, split.AgencyCount);
        Assert.Equal(
            (before.ReportCount, before.AgencyCount, before.Priority, before.State, before.EvidenceItems, before.Completeness, before.DueAt),
            (after.ReportCount, after.AgencyCount, after.Priority, after.State, after.EvidenceItems, after.Completeness, after.DueAt));
        await using var auditor = await console.VisitAsync("auditor/mercier");
        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync($"/audit/trail?of={Show.Parts(name).CaseId}");
                return await auditor.Page.Locator("td:text-is(\"Split\")").CountAsync() > 0 && await auditor.Page.Locator("td:text-is(\"Merged\")").CountAsync() > 0;
            },
            because: "both are in the trail");
    }

    [Fact]
    public async Task A_fourth_that_is_joined_to_three_linked_in_the_queue_and_split_off_again_leaves_each_case_as_it_was()
    {
        var cases = new List<(string ReferralId, string CountryCase)>();
        for (var number = 0; number < 4; number++)
            cases.Add(await console.People.SubmitAsync());
        var (_, name) = cases[0];
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync("/queue?order=OpenedDesc");
        foreach (var (_, one) in cases.Take(3))
            await officer.Page.CheckAsync($"tr[data-name=\"{one}\"] input[data-tick]");
        await officer.Page.ClickThroughAsync("text=\"Link them\"");
        await officer.Page.CheckAsync($"input[name=into][value=\"{name}\"]");
        await officer.Page.SelectOptionAsync("#reason", nameof(LinkReason.SamePerson));
        await officer.Page.ClickThroughAsync("button:text-is(\"Link 3 cases\")");
        await Eventually.Async(async () => (await console.People.CaseAsync(name)).ReportCount == 3, because: "they are one case");
        var before = Facts(await console.People.CaseAsync(name));
        await officer.GoAsync($"{Show.CaseAddress(cases[3].CountryCase)}/links?do=merge&with={Show.Parts(name).CaseId}");
        await officer.Page.SelectOptionAsync("#reason", nameof(LinkReason.SamePerson));
        await officer.Page.ClickThroughAsync("main form button[type=submit]");
        await Eventually.Async(async () => (await console.People.CaseAsync(name)).ReportCount == 4, because: "it is joined");

        await officer.GoAsync($"{Show.CaseAddress(name)}/links?do=split&referral={cases[3].ReferralId}");
        await officer.Page.SelectOptionAsync("#reason", nameof(LinkReason.OtherPerson));
        await officer.Page.ClickThroughAsync("main form button[type=submit]");

        await Eventually.Async(async () => (await console.People.CaseAsync(name)).ReportCount == 3, because: "one is split off");
        Assert.Equal(before, Facts(await console.People.CaseAsync(name)));
        var alone = await console.People.CaseOfAsync(cases[3].ReferralId, Agencies[0]);
        Assert.NotEqual(name, alone);
        await Eventually.Async(
            async () => (await console.People.CaseAsync(alone)) is { ReportCount: 1, State: Triage.V1.CountryCaseState.Open }, because: "it is a case of its own again");
        await officer.GoAsync(Show.CaseAddress(name));
        Assert.Equal(3, await officer.Page.Locator(".console-history li:has-text(\"Referrals of another case were linked\")").CountAsync());
        Assert.Equal(1, await officer.Page.Locator(".console-history li:has-text(\"Referrals were split off\")").CountAsync());
        Assert.Empty(officer.Complaints);

        // Every field but the number of the state, which counts the changes.
        static Triage.V1.CountryCase Facts(Triage.V1.CountryCase item)
        {
            item.Version = 0;
            return item;
        }
    }

    [Theory, InlineData("officer/okoro"), InlineData("team/nbi-ahtrad")]
    public async Task An_agency_that_reports_what_a_team_works_on_waits_until_it_is_released(string who)
    {
        var tips = Same();
        var (_, name) = await console.People.SubmitAsync(tips[0], Agencies[0]);
        await console.People.AcceptAsync(name);
        var handOff = await console.People.OfferedAsync(name, "nbi-ahtrad");
        var team = new RoutingService.RoutingServiceClient(console.Access.Call("routing", "team/nbi-ahtrad"));
        await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = People.Fresh(), HandOffId = handOff.HandOffId, TeamReference = "AHTRAD-9" });
        var late = (await console.People.IntakeAs(Agencies[1]).SubmitAsync(new SubmitRequest { RequestId = People.Fresh(), Referral = tips[1] })).Receipt.ReferralId;
        await ToldAsync(late, StatusDetail.DeconflictionHeld);
        await using var releaser = await console.VisitAsync(who);
        await releaser.GoAsync(who.StartsWith("team/", StringComparison.Ordinal) ? $"/hand-offs/{handOff.HandOffId}" : Show.CaseAddress(name));

        await releaser.Page.ClickThroughAsync("[data-hold] button");

        await ToldAsync(late, StatusDetail.DeconflictionReleased);
        Assert.Equal(0, await releaser.Page.Locator("[data-hold]").CountAsync());
        Assert.Empty(releaser.Complaints);
    }

    private Task ToldAsync(string referral, StatusDetail detail) => Eventually.Async(
        async () => (await console.People.IntakeAs(Agencies[1]).GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.History.Any(entry => entry.Detail == detail),
        because: $"the sender is told: {detail}");

    private static List<Referral> Same()
    {
        var account = $"shared-{People.Fresh()}";
        return [.. Agencies.Select(_ =>
        {
            var tip = People.Tip();
            tip.Identifiers.Clear();
            tip.Identifiers.Add(new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = account });
            return tip;
        })];
    }

    /// <summary>At one instant; the case of all three.</summary>
    private async Task<(string ReferralId, string CountryCase)[]> SendAsync(List<Referral> tips)
    {
        var sent = await Task.WhenAll(tips.Select((tip, index) => console.People.SubmitAsync(tip, Agencies[index])));
        Assert.Single(sent.Select(one => one.CountryCase).Distinct());
        await Eventually.Async(async () => (await console.People.CaseAsync(sent[0].CountryCase)).ReportCount == 3, because: "all three are in the case");
        return sent;
    }
}
