using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Pages;

/// <summary>A referral from its submission to its outcome and proof, by agency, officer, team and auditor.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ScenarioTests(ConsoleFixture console)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_household_in_Cebu_is_handed_off_acknowledged_worked_on_and_proven(bool script)
    {
        var tip = People.Tip();
        tip.Persons.Add(new Person { Role = PersonRole.Subject, Names = { new PersonName { Full = $"Ana {People.Fresh()}" } } });
        tip.Evidence.Add(new EvidenceLocator { HeldBy = "uk-nca", Locator = "EX-LOCKER-7/12", Items = 4012 });
        var (referral, name) = await console.People.SubmitAsync(tip);

        await using (var officer = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = script))
        {
            await officer.GoAsync(Show.CaseAddress(name));
            await officer.Page.ClickThroughAsync("#decide [data-key-claim]");
            await officer.Page.CheckAsync("#choice-handoff");
            Assert.Contains("National Bureau of Investigation", await officer.Page.InnerTextAsync("label[for=choice-handoff]"), StringComparison.Ordinal);
            await officer.Page.SelectOptionAsync("#handOffReason", nameof(JustificationCode.LocationIdentified));
            await officer.Page.ClickThroughAsync("text=\"Record\"");
            await officer.Page.WaitForSelectorAsync(".govuk-notification-banner--success");
            Assert.Empty(officer.Complaints);
        }

        var handOff = (await Eventually.ResultAsync(
            async () => await console.People.RoutingAsReyes.ListCaseHandOffsAsync(new Routing.V1.ListCaseHandOffsRequest { CountryCase = name }),
            answer => answer.HandOffs.Any(item => item is { Role: HandOffRole.Lead, TeamId: "nbi-ahtrad" }),
            because: "the team is offered it")).HandOffs.Single(item => item.Role == HandOffRole.Lead);
        await using (var team = await console.VisitAsync("team/nbi-ahtrad", options => options.JavaScriptEnabled = script))
        {
            await team.GoAsync("/inbox?show=offered");
            await team.Page.ClickThroughAsync($"a[href=\"/hand-offs/{handOff.HandOffId}\"]");
            await team.Page.FillAsync("#teamReference", "AHTRAD-7-2026-0117");
            await team.Page.ClickThroughAsync("text=\"Acknowledge\"");
            await team.Page.WaitForSelectorAsync("text=Acknowledged. The case is yours");
            await team.Page.ClickThroughAsync($"[data-open=\"{referral}\"]");
            Assert.Contains("EX-LOCKER-7/12", await team.Page.InnerTextAsync("[data-opened]"), StringComparison.Ordinal);
            await team.GoAsync($"/hand-offs/{handOff.HandOffId}");
            await team.Page.SelectOptionAsync("#step", nameof(ProgressCode.SubjectIdentified));
            await team.Page.ClickThroughAsync("text=\"Record progress\"");
            await team.Page.WaitForSelectorAsync("text=Progress recorded");
            await team.Page.ClickThroughAsync("summary:has-text(\"Outcome\")");
            await team.Page.CheckAsync("#outcome-Arrest");
            await team.Page.FillAsync("#safeguarded", "4");
            await team.Page.FillAsync("#arrested", "3");
            await team.Page.SelectOptionAsync("#usefulness", nameof(Usefulness.Yes));
            await team.Page.ClickThroughAsync("button:has-text(\"Record outcome\")");
            await team.Page.WaitForSelectorAsync("text=Outcome recorded");
            Assert.Empty(team.Complaints);
        }

        await using var sender = await console.VisitAsync("agency/uk-nca", options => options.JavaScriptEnabled = script);
        await Eventually.Async(
            async () =>
            {
                await sender.GoAsync($"/referrals/{referral}");
                return await sender.Page.Locator("[data-history] tr:has-text(\"Arrest; 4 safeguarded, 3 arrested\")").CountAsync() > 0;
            },
            because: "the sender sees the outcome");
        Assert.Contains("AHTRAD-7-2026-0117", await sender.Page.InnerTextAsync("[data-history]"), StringComparison.Ordinal);
        Assert.Empty(sender.Complaints);
        await using var auditor = await console.VisitAsync("auditor/mercier", options => options.JavaScriptEnabled = script);
        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync($"/audit/trail?of={Show.Parts(name).CaseId}");
                return await auditor.Page.Locator("[data-proof=checked]").CountAsync() == 1 && await auditor.Page.Locator("td:text-is(\"Outcome\")").CountAsync() > 0;
            },
            because: "the trail is under a checkpoint");
        Assert.Equal(await auditor.Page.Locator("[data-custody] tbody tr").CountAsync(), await auditor.Page.Locator("svg [data-bar]").CountAsync());
        Assert.DoesNotContain(tip.Narrative, await auditor.Page.ContentAsync(), StringComparison.Ordinal);
        await auditor.GoAsync($"/audit/readings?of={referral}");
        Assert.Contains("team/nbi-ahtrad", await auditor.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(auditor.Complaints);
    }
}
