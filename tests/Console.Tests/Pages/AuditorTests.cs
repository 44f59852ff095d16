using Referrals.Console.Words;
using Referrals.Testing;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Searches of the log: what names nothing is said to, and never looks like a finding.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AuditorTests(ConsoleFixture console)
{
    [Fact]
    public async Task Who_read_what_is_found_by_a_name_and_nobodys_name_is_said_to_be_nobodys()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.ClickThroughAsync($"[data-open=\"{referral}\"]");
        await officer.Page.WaitForSelectorAsync("[data-opened]");
        await using var auditor = await console.VisitAsync("auditor/mercier");

        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync("/audit/readings?of=okoro");
                return await auditor.Page.Locator($"tr:has(a[href$=\"{referral}\"])").CountAsync() == 1;
            },
            because: "the reading is in the log");
        var who = await auditor.Page.InnerTextAsync($"tr:has(a[href$=\"{referral}\"]) td[data-column=Who]");
        await auditor.GoAsync("/audit/readings?of=okoroo");

        Assert.StartsWith("officer/okoro", who, StringComparison.Ordinal);
        Assert.Contains("This is nobody's name or pseudonym", await auditor.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody has read anything", await auditor.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(auditor.Complaints);
    }

    [Fact]
    public async Task The_log_names_whoever_is_behind_a_pseudonym_and_refuses_what_is_no_id()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.Reyes.ClaimAsync(new ClaimRequest { RequestId = People.Fresh(), CountryCase = name });
        var (caseId, _) = Show.Parts(name);
        await using var auditor = await console.VisitAsync("auditor/mercier");

        await Eventually.Async(
            async () =>
            {
                await auditor.GoAsync("/audit?type=claimed&actor=reyes");
                return await auditor.Page.Locator($"tr:has(a[href$=\"{caseId}\"]) td[data-column=Who]:has-text(\"officer/reyes\")").CountAsync() > 0;
            },
            because: "the claim is in the log");
        await auditor.GoAsync($"/audit/trail?of={caseId}");
        var trail = await auditor.Page.InnerTextAsync("tr:has(td:text-is(\"Claimed\")) td[data-column=Who]");
        await auditor.GoAsync($"/audit?id={Show.CaseReference(name)}");

        Assert.StartsWith("officer/reyes", trail, StringComparison.Ordinal);
        Assert.Contains("Enter an id in full", await auditor.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Empty(auditor.Complaints);
    }
}
