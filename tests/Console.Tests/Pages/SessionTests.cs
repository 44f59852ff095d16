using Google.Protobuf.WellKnownTypes;
using Referrals.Console.Words;
using Referrals.Intake.V1;

namespace Referrals.Console.Tests.Pages;

[Collection(ConsoleTests.Name)]
public sealed class SessionTests(ConsoleFixture console)
{
    [Fact]
    public async Task A_link_signs_in_once_and_a_new_one_takes_its_place()
    {
        var link = console.LinkOf("team/shelter-b");
        await using var first = await console.OpenAsync();
        await first.GoAsync(link);
        await first.Page.ClickThroughAsync("main button");
        await using var second = await console.OpenAsync();

        await second.GoAsync(link);

        Assert.EndsWith("/inbox", first.Page.Url, StringComparison.Ordinal);
        Assert.Contains("used already", await second.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.NotEqual(link, console.LinkOf("team/shelter-b"));
    }

    [Fact]
    public async Task Nobody_sees_a_page_without_signing_in_nor_one_of_another_role()
    {
        await using var nobody = await console.OpenAsync();
        await using var team = await console.VisitAsync("team/shelter-a");

        await nobody.GoAsync("/queue");
        var answer = await team.GoAsync("/queue");

        Assert.Contains("/sign-in", nobody.Page.Url, StringComparison.Ordinal);
        Assert.Equal(404, answer!.Status);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_wherever_its_cookie_went()
    {
        await using var person = await console.OpenAsync();
        await person.GoAsync(console.LinkOf("team/dswd-ncr"));
        await person.Page.ClickThroughAsync("main button");
        var cookies = await person.Context.CookiesAsync();
        await person.Page.ClickThroughAsync("text=Sign out");
        await person.Context.AddCookiesAsync([.. cookies.Select(cookie => new Microsoft.Playwright.Cookie { Name = cookie.Name, Value = cookie.Value, Url = console.Web })]);

        await person.GoAsync("/inbox");

        Assert.Contains("/sign-in", person.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_after_the_session_had_ended_is_a_draft_and_no_decision()
    {
        var note = new string('x', 1999) + "ü";
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.OpenAsync(options => options.JavaScriptEnabled = false);
        await officer.GoAsync(console.LinkOf("officer/okoro"));
        await officer.Page.ClickThroughAsync("main button");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.CheckAsync("#choice-handoff");
        await officer.Page.FillAsync("#note", note);
        await console.EndSessionAsync(officer);

        await officer.Page.ClickThroughAsync("[data-record]");
        var asked = officer.Page.Url;
        await officer.Page.FillAsync("#link", console.LinkOf("officer/okoro"));
        await officer.Page.ClickThroughAsync("form:has(#link) button");
        await officer.Page.ClickThroughAsync("main button");

        Assert.Contains("/sign-in", asked, StringComparison.Ordinal);
        Assert.EndsWith(Show.CaseAddress(name), officer.Page.Url, StringComparison.Ordinal);
        Assert.Equal(note, await officer.Page.InputValueAsync("#note"));
        Assert.Equal(Triage.V1.CountryCaseState.Open, (await console.People.CaseAsync(name)).State);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        await using var officer = await console.VisitAsync("officer/okoro");

        var answer = await officer.Context.APIRequest.PostAsync("/queue?handler=Next", new() { Form = officer.Context.APIRequest.CreateFormData().Set("requestId", People.Fresh()) });

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_page_says_that_it_may_not_be_kept_framed_or_add_to()
    {
        await using var officer = await console.VisitAsync("officer/okoro");

        var answer = await officer.GoAsync("/queue");

        var headers = await answer!.AllHeadersAsync();
        Assert.Contains("no-store", headers["cache-control"], StringComparison.Ordinal);
        Assert.Equal("DENY", headers["x-frame-options"]);
        Assert.DoesNotContain("unsafe", headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", headers["content-security-policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_session_ends_a_dialog_warns_and_Escape_keeps_it()
    {
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.Page.Clock.InstallAsync();
        await officer.GoAsync("/queue");
        await officer.Page.Clock.FastForwardAsync("24:00");
        var before = await officer.Page.Locator("dialog[data-session]").IsVisibleAsync();
        await officer.Page.Clock.FastForwardAsync("02:00");
        await officer.Page.WaitForSelectorAsync("dialog[data-session][open]");

        var extended = officer.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/session/extend", StringComparison.Ordinal));
        await officer.Page.Keyboard.PressAsync("Escape");

        Assert.False(before);
        Assert.Equal(204, (await extended).Status);
        Assert.False(await officer.Page.Locator("dialog[data-session]").IsVisibleAsync());
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task Whoever_types_is_there_and_the_session_goes_on()
    {
        var (referral, _) = await console.People.SubmitAsync();
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.Page.Clock.InstallAsync();
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("summary span:text-is(\"Add information\")");
        await sender.Page.Clock.FastForwardAsync("20:00");

        var extended = sender.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/session/extend", StringComparison.Ordinal));
        await sender.Page.FillAsync("#add-narrative", "[withheld]");
        var status = (await extended).Status;
        await sender.Page.Clock.FastForwardAsync("20:00");

        Assert.Equal(204, status);
        Assert.False(await sender.Page.Locator("dialog[data-session]").IsVisibleAsync());
        Assert.Empty(sender.Complaints);
    }

    [Fact]
    public async Task What_nothing_keeps_stays_in_its_page_covered_until_its_author_has_signed_in_again()
    {
        var text = string.Concat(Enumerable.Repeat("[withheld] ", 200)).Trim();
        var (referral, _) = await console.People.SubmitAsync();
        await using var sender = await console.OpenAsync();
        await sender.GoAsync(console.LinkOf("agency/uk-nca"));
        await sender.Page.ClickThroughAsync("main button");
        await sender.Page.WaitForSelectorAsync("form[action=\"/sign-out\"]");
        await sender.Page.Clock.InstallAsync();
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("summary span:text-is(\"Add information\")");
        await sender.Page.FillAsync("#add-narrative", text);
        await console.EndSessionAsync(sender);
        await sender.Page.Clock.FastForwardAsync("31:00");
        await sender.Page.WaitForSelectorAsync("dialog[data-session-over][open]");

        var tab = await sender.Context.NewPageAsync();
        await tab.GotoAsync(console.LinkOf("agency/uk-nca"));
        await tab.ClickThroughAsync("main button");
        await tab.WaitForSelectorAsync("form[action=\"/sign-out\"]");
        await sender.Page.ClickAsync("dialog[data-session-over] button");
        await sender.Page.WaitForSelectorAsync("dialog[data-session-over]", new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        await sender.Page.ClickThroughAsync("text=\"Add to the referral\"");

        await sender.Page.WaitForSelectorAsync("text=Added. It went to whoever holds the case.");
        var added = (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral, ReadMask = new FieldMask { Paths = { "supplements" } } })).Referral.Supplements;
        Assert.Equal(text, Assert.Single(added).Content.Narrative);
    }

    [Fact]
    public async Task One_key_covers_the_screen_while_somebody_types_and_shows_it_again()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.FillAsync("#note", "half a th");
        await officer.Page.FocusAsync("#note");

        await officer.Page.Keyboard.PressAsync("F8");
        var covered = await officer.Page.EvaluateAsync<bool>("""
            () => !document.querySelector('[data-cover]').hidden && document.querySelector('.console-main').inert
              && document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('[data-cover]') !== null
            """);
        await officer.Page.Keyboard.PressAsync("Tab");
        await officer.Page.Keyboard.TypeAsync("x");
        await officer.Page.Keyboard.PressAsync("F8");
        await officer.Page.Keyboard.TypeAsync("ought");

        Assert.True(covered);
        Assert.Equal("half a thought", await officer.Page.InputValueAsync("#note"));
        Assert.Empty(officer.Complaints);
    }
}
