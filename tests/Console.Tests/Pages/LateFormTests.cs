using Microsoft.Playwright;
using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Forms that are sent after the session's end, with JavaScript off.</summary>
[Collection(ConsoleTests.Name)]
public sealed class LateFormTests(ConsoleFixture console)
{
    private const string Again = "text=\"I have signed in again\"";

    /// <summary>2,000 characters in several lines.</summary>
    private static readonly string Text = string.Concat(Enumerable.Repeat("[withheld] <ü>, and on.\n", 84))[..1999] + ".";

    [Fact]
    public async Task What_a_team_typed_is_there_again_whole_to_be_changed_and_sent()
    {
        var handOff = await OfferedAsync();
        await using var team = await VisitAsync("team/nbi-ahtrad");
        var page = team.Page;
        await team.GoAsync($"/hand-offs/{handOff.HandOffId}");
        await page.ClickThroughAsync("summary:has-text(\"Decline\")");
        await page.SelectOptionAsync("#declineReason", nameof(DeclineReason.Other));
        await page.FillAsync("#declineText", Text);
        await console.EndSessionAsync(team);

        await page.ClickThroughAsync("button:text-is(\"Decline\")");
        var (asked, address) = (await page.ContentAsync(), page.Url);
        await page.ClickThroughAsync(Again);
        var early = await page.InnerTextAsync(".govuk-error-summary");
        await SignInAsync(team, "team/nbi-ahtrad");
        await page.ClickThroughAsync(Again);
        var before = await StateAsync(handOff);
        var said = await page.InnerTextAsync("[data-unsent]");
        var typed = (await page.InputValueAsync("#declineReason"), await page.InputValueAsync("#declineText"));
        await page.FillAsync("#declineText", Text[..1000]);
        await page.ClickThroughAsync("button:text-is(\"Decline\")");

        Assert.Contains("Your session has ended", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("[withheld]", asked, StringComparison.Ordinal);
        Assert.EndsWith($"/hand-offs/{handOff.HandOffId}?handler=Decline", address, StringComparison.Ordinal);
        Assert.Contains("It does not open", early, StringComparison.Ordinal);
        Assert.Equal(HandOffState.Offered, before);
        Assert.Contains("Nothing was sent yet", said, StringComparison.Ordinal);
        Assert.Equal((nameof(DeclineReason.Other), Text), typed);
        Assert.Contains("Declined.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(HandOffState.Declined, await StateAsync(handOff));
        Assert.Empty(team.Complaints);
    }

    [Fact]
    public async Task What_an_agency_answers_is_there_again_whole_and_is_sent_once()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await console.People.AskAsync(name, referral);
        await using var sender = await VisitAsync("agency/uk-nca");
        var page = sender.Page;
        await sender.GoAsync($"/referrals/{referral}");
        await page.ClickThroughAsync("[data-question] summary");
        await page.FillAsync("[data-question] [name=narrative]", Text);
        await page.SelectOptionAsync("[data-question] [name=personRole1]", nameof(PersonRole.Subject));
        await page.FillAsync("[data-question] [name=person1]", "Ana Example");
        await page.FillAsync("[data-question] [name=identifier2]", "+63 900 000 0099");
        await console.EndSessionAsync(sender);

        await page.ClickThroughAsync("text=\"Send the answer\"");
        await SignInAsync(sender, "agency/uk-nca");
        await page.ClickThroughAsync(Again);
        var typed = await page.InputValueAsync("[data-question] [name=narrative]");
        await page.ClickThroughAsync("text=\"Send the answer\"");

        Assert.Equal(Text, typed);
        Assert.Contains("Answered. It went to whoever holds the case.", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        var kept = (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral, ReadMask = new() { Paths = { "supplements" } } })).Referral.Supplements;
        var content = Assert.Single(kept).Content;
        Assert.Equal(
            (Text, PersonRole.Subject, "Ana Example", "+63 900 000 0099"), (content.Narrative, content.Persons.Single().Role, content.Persons.Single().Names.Single().Full, content.Identifiers.Single().Value));
        Assert.Empty(sender.Complaints);
    }

    [Fact]
    public async Task What_one_person_typed_does_not_open_to_another_who_signs_in_and_still_does_to_its_author()
    {
        var handOff = await OfferedAsync();
        await using var visitor = await VisitAsync("team/nbi-ahtrad");
        var page = visitor.Page;
        await visitor.GoAsync($"/hand-offs/{handOff.HandOffId}");
        await page.ClickThroughAsync("summary:has-text(\"Decline\")");
        await page.FillAsync("#declineText", Text);
        await console.EndSessionAsync(visitor);
        await page.ClickThroughAsync("button:text-is(\"Decline\")");
        await SignInAsync(visitor, "officer/reyes");

        await page.ClickThroughAsync(Again);
        var shown = await page.ContentAsync();
        await SignInAsync(visitor, "team/nbi-ahtrad");
        await page.ClickThroughAsync(Again);

        Assert.Contains("It does not open", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("[withheld]", shown, StringComparison.Ordinal);
        Assert.Equal(Text, await page.InputValueAsync("#declineText"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_an_officer_typed_beside_a_decision_is_there_again_and_leaves_the_draft_as_it_was()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync("officer/okoro");
        var page = officer.Page;
        await officer.GoAsync(Show.CaseAddress(name));
        await page.CheckAsync("#choice-handoff");
        await page.FillAsync("#note", "half a thought");
        await page.ClickThroughAsync("text=\"Keep as draft\"");
        await page.ClickThroughAsync("summary:has-text(\"Priority, escalation\")");
        await page.SelectOptionAsync("#up-reason", nameof(JustificationCode.ChildAtRisk));
        await page.FillAsync("#up-why", "[withheld] because");
        await console.EndSessionAsync(officer);

        await page.ClickThroughAsync("text=\"Escalate to a supervisor\"");
        await SignInAsync(officer, "officer/okoro");
        await page.ClickThroughAsync(Again);

        Assert.False((await console.People.CaseAsync(name)).Escalated);
        Assert.Equal(
            (nameof(JustificationCode.ChildAtRisk), "[withheld] because", "half a thought"),
            (await page.InputValueAsync("#up-reason"), await page.InputValueAsync("#up-why"), await page.InputValueAsync("#note")));
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task What_an_officer_filled_in_for_several_cases_is_there_again()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync("officer/okoro");
        var page = officer.Page;
        await officer.GoAsync("/queue?order=OpenedDesc&holder=any");
        await page.CheckAsync($"[name=names][value=\"{name}\"]");
        await page.ClickThroughAsync("button[value=assign]");
        await page.SelectOptionAsync("#officer", "officer/reyes");
        await console.EndSessionAsync(officer);

        await page.ClickThroughAsync("main form button[type=submit]");
        await SignInAsync(officer, "officer/okoro");
        await page.ClickThroughAsync(Again);
        var chosen = await page.InputValueAsync("#officer");
        var before = (await console.People.CaseAsync(name)).Holder;
        await page.ClickThroughAsync("main form button[type=submit]");

        Assert.Equal(("", "officer/reyes", "officer/reyes"), (before, chosen, (await console.People.CaseAsync(name)).Holder));
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task What_an_auditor_filled_in_is_there_again()
    {
        await using var auditor = await VisitAsync("auditor/mercier");
        await auditor.GoAsync("/settings");
        await auditor.Page.FillAsync("#key-Help", "h");
        await console.EndSessionAsync(auditor);

        await auditor.Page.ClickThroughAsync("text=\"Save\"");
        await SignInAsync(auditor, "auditor/mercier");
        await auditor.Page.ClickThroughAsync(Again);

        Assert.Equal("h", await auditor.Page.InputValueAsync("#key-Help"));
        Assert.Contains("Nothing was sent yet", await auditor.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(auditor.Complaints);
    }

    [Fact]
    public async Task The_page_that_keeps_a_form_is_accessible()
    {
        await using var auditor = await console.VisitAsync("auditor/mercier");
        await auditor.GoAsync("/settings");
        await console.EndSessionAsync(auditor);

        await auditor.Page.ClickThroughAsync("text=\"Save\"");
        var asked = await auditor.InaccessibleAsync();
        await auditor.Page.ClickThroughAsync(Again);

        Assert.Empty(asked.Concat(await auditor.InaccessibleAsync()));
        Assert.Empty(auditor.Complaints);
    }

    private Task<Visitor> VisitAsync(string principal) => console.VisitAsync(principal, options => options.JavaScriptEnabled = false);

    /// <summary>Signs in again in a new tab.</summary>
    private async Task SignInAsync(Visitor visitor, string principal)
    {
        var tab = await visitor.Context.NewPageAsync();
        await tab.GotoAsync(console.LinkOf(principal));
        await tab.ClickThroughAsync("main button");
        await tab.WaitForSelectorAsync("form[action=\"/sign-out\"]", new() { State = WaitForSelectorState.Attached });
        await tab.CloseAsync();
    }

    private async Task<HandOff> OfferedAsync()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.AcceptAsync(name);
        return await console.People.OfferedAsync(name, "nbi-ahtrad");
    }

    private async Task<HandOffState> StateAsync(HandOff handOff) =>
        (await console.People.HandOffsAsync(handOff.CountryCase)).Single(item => item.HandOffId == handOff.HandOffId).State;
}
