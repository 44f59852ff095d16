using Microsoft.Playwright;
using Referrals.Common.V1;
using Referrals.Console.SignIn;
using Referrals.Console.Words;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Pages that have nothing to show, that refuse what was sent, and of which somebody else was quicker: as accessible as the others.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AccessStatesTests(ConsoleFixture console)
{
    [Fact]
    public async Task An_officers_pages_without_anything_and_after_something_went_wrong()
    {
        var (referral, name) = await console.People.SubmitAsync();
        var (_, other) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        var faults = new List<string>(await Looking.LookAsync(officer, "/statistics?from=nonsense", "/statistics?from=2001-01&until=2001-02", "/policy?country=none", "/cases/case-none/PH", "/nothing", "/undo"));

        // Refused: no reason, a key that is none, a draft that is no policy.
        await officer.GoAsync($"{Show.CaseAddress(name)}/links?do=merge&with={Show.Parts(other).CaseId}");
        faults.AddRange(await AfterAsync(officer, "main form button[type=submit]"));
        await officer.GoAsync("/settings");
        await officer.Page.FillAsync("#key-Undo", "zz");
        faults.AddRange(await AfterAsync(officer, "main button:text-is(\"Save\")"));
        await officer.GoAsync("/policy");
        await officer.Page.FillAsync("#draft", "version: [");
        faults.AddRange(await AfterAsync(officer, "text=\"Show what would change\""));
        await officer.GoAsync("/queue?order=OpenedDesc&holder=any");
        await officer.Page.CheckAsync("[data-tick-all]");
        await officer.Page.ClickThroughAsync("text=\"Link them\"");
        faults.AddRange(await AfterAsync(officer, "main form button[type=submit]"));

        // Somebody else was quicker, in the queue and on the page of the case, and it is too late to undo.
        await officer.GoAsync("/queue?order=OpenedDesc");
        await console.People.Reyes.ClaimAsync(new ClaimRequest { RequestId = People.Fresh(), CountryCase = name });

        // At once, shown or not: the page hides the button as soon as it hears of the other's claim.
        await officer.Page.EvaluateAsync("selector => document.querySelector(selector).click()", $"tr[data-name=\"{name}\"] [data-key-claim]");
        faults.AddRange(await RefusedAsync(officer));
        await officer.GoAsync(Show.CaseAddress(name));
        faults.AddRange(await Looking.LookHereAsync(officer));
        await officer.Page.CheckAsync("#choice-handoff");
        faults.AddRange(await AfterAsync(officer, "[data-record]"));
        faults.AddRange(await Looking.LookAsync(officer, $"{Show.CaseAddress(name)}/links?do=split&referral={referral}"));
        await UndoNothingAsync(officer, other);
        faults.AddRange(await Looking.LookHereAsync(officer));
        await officer.GoAsync("/settings");
        await officer.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "referrals-form" });
        await officer.Page.ClickThroughAsync("main button:text-is(\"Save\")");
        await officer.Page.WaitForSelectorAsync("h1:text-is(\"This was not taken\")");
        faults.AddRange(await Looking.LookHereAsync(officer));
        Looking.NoFault(faults);
    }

    [Fact]
    public async Task A_teams_an_agencys_an_auditors_and_an_operators_pages_without_anything_and_after_something_went_wrong()
    {
        var tip = People.Tip();
        tip.ChildAtImmediateRisk = true;
        var (referral, name) = await console.People.SubmitAsync(tip);
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        var faults = new List<string>();
        await using (var team = await console.VisitAsync("team/nbi-ahtrad"))
        {
            faults.AddRange(await Looking.LookAsync(team, "/inbox?show=none", "/statistics?from=2001-01&until=2001-02"));
            await team.GoAsync($"/hand-offs/{offered.HandOffId}");
            await new RoutingService.RoutingServiceClient(console.Access.Call("routing", "team/nbi-ahtrad"))
                .AcknowledgeAsync(new AcknowledgeRequest { RequestId = People.Fresh(), HandOffId = offered.HandOffId, TeamReference = "quicker" });
            await team.Page.FillAsync("#teamReference", "slower");
            faults.AddRange(await AfterAsync(team, "text=\"Acknowledge\""));
            faults.AddRange(await AfterAsync(team, "text=\"Record progress\""));
            await team.Page.ClickThroughAsync("summary:has-text(\"Transfer\")");
            faults.AddRange(await AfterAsync(team, "text=\"Offer the transfer\""));
        }

        await using (var empty = await console.VisitAsync("team/picacc@afp"))
            faults.AddRange(await Looking.LookAsync(empty, "/inbox", "/inbox?show=offered"));
        await using (var sender = await console.VisitAsync("agency/uk-nca"))
        {
            faults.AddRange(await Looking.LookAsync(sender, "/referrals?reference=none", "/scorecard?from=2001-01-01&until=2001-01-02", "/referrals/ref-none"));
            await sender.GoAsync($"/referrals/{referral}");
            await sender.Page.ClickThroughAsync("summary span:text-is(\"Add information\")");
            await sender.Page.FillAsync("#add-narrative", "data:image/png;base64,iVBORw0KGgo=");
            faults.AddRange(await AfterAsync(sender, "text=\"Add to the referral\""));
        }

        await using (var auditor = await console.VisitAsync("auditor/mercier"))
            faults.AddRange(await Looking.LookAsync(auditor, "/audit/readings?of=nobody", "/audit?id=hof-none", "/audit/trail?of=case-none", $"/hand-offs/{offered.HandOffId}"));
        await using (var person = await console.VisitAsync("operator"))
            faults.AddRange(await Looking.LookAsync(person, "/operations?state=Parked&service=triage", "/operations?redriven=0"));
        Looking.NoFault(faults);
    }

    /// <summary>Sends a form that is refused, and looks at the page that says so.</summary>
    private static async Task<IReadOnlyList<string>> AfterAsync(Visitor visitor, string button)
    {
        await visitor.Page.ClickThroughAsync(button);
        return await RefusedAsync(visitor);
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(Visitor visitor)
    {
        await visitor.Page.WaitForSelectorAsync(".govuk-error-summary, main li:has-text(\"ine \")");
        return await Looking.LookHereAsync(visitor);
    }

    private async Task UndoNothingAsync(Visitor officer, string name)
    {
        var key = (await officer.Context.CookiesAsync()).Single(cookie => cookie.Name == "referrals-session").Value;
        console.Sessions.Change(key, session => session with { Undoable = new UndoableDecision(name, "99", false, null) });
        await officer.GoAsync("/queue");
        await officer.Page.ClickThroughAsync("[data-key-undo]");
        await officer.Page.WaitForSelectorAsync(".govuk-error-summary");
    }
}
