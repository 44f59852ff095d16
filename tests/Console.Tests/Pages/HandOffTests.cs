using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Pages;

/// <summary>Hand-offs that do not go straight: declined, waiting for consent, unanswered.</summary>
[Collection(ConsoleTests.Name)]
public sealed class HandOffTests(ConsoleFixture console)
{
    [Fact]
    public async Task A_shelter_declines_and_the_next_one_is_offered_the_child()
    {
        var (_, name) = await console.People.SubmitAsync(Trafficking());
        await console.People.AcceptAsync(name);
        var first = await console.People.OfferedAsync(name, "shelter-a");
        await using var shelter = await console.VisitAsync("team/shelter-a");
        await shelter.GoAsync($"/hand-offs/{first.HandOffId}");
        await shelter.Page.ClickThroughAsync("summary:has-text(\"Decline\")");
        await shelter.Page.SelectOptionAsync("#declineReason", nameof(DeclineReason.NoCapacity));
        await shelter.Page.FillAsync("#declineText", "Takes girls only; the child is a boy");

        await shelter.Page.ClickThroughAsync("button:text-is(\"Decline\")");

        await shelter.Page.WaitForSelectorAsync("text=Declined.");
        Assert.Contains("There is nothing here that you may read", await shelter.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        var next = await console.People.OfferedAsync(name, "shelter-b");
        await using var other = await console.VisitAsync("team/shelter-b");
        await other.GoAsync("/inbox?show=offered");
        await other.Page.ClickThroughAsync($"a[href=\"/hand-offs/{next.HandOffId}\"]");
        await other.Page.FillAsync("#teamReference", "SHELTER-B-003");
        await other.Page.ClickThroughAsync("text=\"Acknowledge\"");
        await other.Page.WaitForSelectorAsync("text=Acknowledged. The case is yours");
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync(Show.CaseAddress(name));
        Assert.Equal(["Declined"], await officer.Page.Locator($"tr:has(a[href=\"/hand-offs/{first.HandOffId}\"]) .console-tag").AllInnerTextsAsync());
        Assert.Empty(shelter.Complaints.Concat(other.Complaints));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_officer_takes_back_what_went_to_the_wrong_team(bool script)
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        await using var officer = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = script);
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.ClickThroughAsync($"a[href=\"/hand-offs/{offered.HandOffId}\"]");
        await officer.Page.ClickThroughAsync("#decide summary");
        await officer.Page.ClickThroughAsync("#decide button");
        var missing = await officer.Page.InnerTextAsync(".govuk-error-summary__list");
        await officer.Page.SelectOptionAsync("#takeBackReason", nameof(CustodyChangeReason.Error));

        await officer.Page.ClickThroughAsync("#decide button");

        await officer.Page.WaitForSelectorAsync("text=It is with the desk again, in the queue.");
        Assert.Equal("Reason is missing", missing);
        Assert.Equal(HandOffState.Revoked, (await console.People.HandOffsAsync(name)).Single(item => item.HandOffId == offered.HandOffId).State);
        await Eventually.Async(async () => (await console.People.CaseAsync(name)).Orphaned, because: "the case is in the queue again");
        await using var team = await console.VisitAsync("team/nbi-ahtrad");
        await team.GoAsync($"/hand-offs/{offered.HandOffId}");
        Assert.Contains("There is nothing here that you may read", await team.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await officer.Page.Locator("#decide").CountAsync());
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task What_was_typed_into_a_form_that_is_gone_meanwhile_is_there_to_be_copied()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        await using var team = await console.VisitAsync("team/nbi-ahtrad");
        await team.GoAsync($"/hand-offs/{offered.HandOffId}");
        await team.Page.ClickThroughAsync("summary:has-text(\"Decline\")");
        await team.Page.SelectOptionAsync("#declineReason", nameof(DeclineReason.Other));
        await team.Page.FillAsync("#declineText", "[withheld] on two\nlines");
        var colleague = await team.Context.NewPageAsync();
        await colleague.GotoAsync($"/hand-offs/{offered.HandOffId}");
        await colleague.FillAsync("#teamReference", "AHTRAD-10");
        await colleague.ClickThroughAsync("text=\"Acknowledge\"");

        await team.Page.ClickThroughAsync("button:text-is(\"Decline\")");

        Assert.Contains("it is Acknowledged", await team.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("[withheld] on two\nlines", await team.Page.InnerTextAsync("[data-homeless]"));
        Assert.Empty(team.Complaints);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_a_team_has_typed_and_ticked_is_there_again_beside_what_is_wrong_with_it(bool script)
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        await using var team = await console.VisitAsync("team/nbi-ahtrad", options => options.JavaScriptEnabled = script);
        var page = team.Page;
        await team.GoAsync($"/hand-offs/{offered.HandOffId}");
        await page.ClickThroughAsync("text=\"Acknowledge\"");
        var unnamed = await page.InnerTextAsync(".govuk-error-summary__list");
        await page.FillAsync("#teamReference", "AHTRAD-9");
        await page.ClickThroughAsync("text=\"Acknowledge\"");
        await page.ClickThroughAsync("summary:has-text(\"Add what you found\")");
        await page.CheckAsync("#risk");
        await page.FillAsync("#identifierService1", "ExampleChat");
        await page.ClickThroughAsync("text=\"Add to the case\"");
        var added = await page.Locator(".govuk-error-summary__list a").EvaluateAllAsync<string[]>("all => all.map(one => one.hash)");
        var risk = await page.IsCheckedAsync("#risk");
        await page.ClickThroughAsync("summary:has-text(\"Outcome\")");
        await page.CheckAsync("#outcome-Arrest");
        await page.FillAsync("#safeguarded", "about four");

        await page.ClickThroughAsync("text=\"Record outcome\"");

        Assert.Equal("Your own reference is missing", unnamed);
        Assert.Equal(["#identifier1", "#incidentType"], added.Order());
        Assert.True(risk);
        Assert.Contains("Persons safeguarded", await page.InnerTextAsync(".govuk-error-summary__list"), StringComparison.Ordinal);
        Assert.Equal("about four", await page.InputValueAsync("#safeguarded"));
        Assert.True(await page.IsVisibleAsync("#safeguarded-error"));
        Assert.Empty(team.Complaints);
    }

    [Fact]
    public async Task Nothing_is_offered_before_the_sender_has_said_how_far_it_may_go()
    {
        var tip = Trafficking();
        tip.Handling.Conditions.Add(HandlingCondition.H2);
        var (referral, name) = await console.People.SubmitAsync(tip, "agency/eu-europol");
        await console.People.AcceptAsync(name);
        await Eventually.Async(
            async () => (await console.People.IntakeAs("agency/eu-europol").GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.State == ReferralState.AwaitingConsent,
            because: "the sender is asked");
        await using var sender = await console.VisitAsync("agency/eu-europol");
        await sender.GoAsync("/referrals?show=consent");
        await sender.Page.ClickThroughAsync($"a[href=\"/referrals/{referral}\"]");
        var before = await console.People.HandOffsAsync(name);
        await sender.Page.CheckAsync("#scope-CountryTeams");

        await sender.Page.ClickThroughAsync("text=\"Give consent\"");

        await sender.Page.WaitForSelectorAsync("text=Your consent is recorded");
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        Assert.Empty(before);
        Assert.Equal(HandOffRole.Lead, offered.Role);
        await Eventually.Async(
            async () =>
            {
                await sender.GoAsync($"/referrals/{referral}");
                return await sender.Page.Locator("[data-history] td:text-is(\"Offered to a team\")").CountAsync() > 0;
            },
            because: "the sender sees the offer");
        await using var auditor = await console.VisitAsync("auditor/mercier");
        string[] path = ["Consent asked for", "Consent given", "Offered"];
        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync($"/audit/trail?of={referral}");
                var cells = await auditor.Page.Locator("td[data-column=What]").AllInnerTextsAsync();
                return cells.Where(path.Contains).Distinct().SequenceEqual(path);
            },
            because: "they are in the trail in this order");
        Assert.Empty(sender.Complaints);
    }

    [Fact]
    public async Task A_team_that_is_silent_loses_it_to_the_next_and_everybody_sees_the_lapse()
    {
        var tip = People.Tip();
        (tip.IncidentType, tip.Region) = (IncidentType.OnlineEnticement, "PH-06");
        var (_, name) = await console.People.SubmitAsync(tip);
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "pnp-acg-racu6");
        await using var silent = await console.VisitAsync("team/pnp-acg-racu6");
        await silent.GoAsync($"/hand-offs/{offered.HandOffId}");
        await silent.Page.FillAsync("#teamReference", "RACU6-1");

        await console.People.AdvanceToAsync(offered.AcknowledgeBy.ToDateTimeOffset().AddMinutes(1));
        await console.People.OfferedAsync(name, "pnp-acg-racu7");
        await silent.Page.ClickThroughAsync("text=\"Acknowledge\"");

        Assert.Contains("The clock to acknowledge has run down", await silent.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync(Show.CaseAddress(name));
        Assert.Equal(["Clock lapsed"], await officer.Page.Locator($"tr:has(a[href=\"/hand-offs/{offered.HandOffId}\"]) .console-tag").AllInnerTextsAsync());
        await using var auditor = await console.VisitAsync("auditor/mercier");
        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync($"/audit/trail?of={Show.Parts(name).CaseId}");
                return await auditor.Page.Locator("[data-custody] .console-tag:text-is(\"Clock lapsed\")").CountAsync() == 1 && await auditor.Page.Locator("svg .lapse").CountAsync() == 1;
            },
            because: "the lapse is in table and picture");
    }

    private static Referral Trafficking()
    {
        var tip = People.Tip();
        (tip.IncidentType, tip.Region) = (IncidentType.Trafficking, "PH-05");
        tip.Persons.Add(new Person { Role = PersonRole.Subject, Aliases = { $"recruiter-{People.Fresh()}" } });
        tip.Persons.Add(new Person { Role = PersonRole.Child });
        return tip;
    }
}
