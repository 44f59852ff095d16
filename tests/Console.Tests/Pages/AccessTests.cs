using System.Collections.Concurrent;
using Microsoft.Playwright;
using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Every page, in both colour schemes and as narrow as 400 % zoom makes it, without a fault that axe-core finds.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AccessTests(ConsoleFixture console)
{
    [Fact]
    public async Task An_officers_pages()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        var faults = new List<string>(await Looking.LookAsync(
            officer,
            "/queue?holder=any", "/queue?agency=nobody", "/queue?state=decided", "/settings", "/policy", "/statistics", "/inbox",
            $"{Show.CaseAddress(name)}/links?do=split&referral={referral}", Show.CaseAddress(name)));
        foreach (var choice in (string[])["handoff", "duplicate", "reject", "ask"])
        {
            await officer.Page.CheckAsync($"#choice-{choice}");
            faults.AddRange(await Looking.LookHereAsync(officer));
        }

        await officer.Page.CheckAsync("#choice-reject");
        await officer.Page.ClickThroughAsync("[data-record]");
        await officer.Page.WaitForSelectorAsync(".govuk-error-summary");
        faults.AddRange(await Looking.LookHereAsync(officer));
        await officer.Page.ClickThroughAsync($"[data-open=\"{referral}\"]");
        await officer.Page.WaitForSelectorAsync("[data-opened]");
        faults.AddRange(await Looking.LookHereAsync(officer));
        await officer.GoAsync("/queue?order=OpenedDesc&holder=any");
        await officer.Page.CheckAsync($"tr[data-name=\"{name}\"] input[data-tick]");
        await officer.Page.ClickThroughAsync("button[name=action][value=reject]");
        faults.AddRange(await Looking.LookHereAsync(officer));
        await officer.GoAsync("/queue?order=OpenedDesc&holder=any");
        await officer.Page.CheckAsync("[data-tick-all]");
        await officer.Page.ClickThroughAsync("text=\"Link them\"");
        faults.AddRange(await Looking.LookHereAsync(officer));
        await using var late = await console.VisitAsync("officer/okoro");
        await late.GoAsync(Show.CaseAddress(name));
        await late.Page.CheckAsync("#choice-handoff");
        await console.People.AcceptAsync(name);
        await late.Page.ClickThroughAsync("[data-record]");
        await late.Page.WaitForSelectorAsync(".govuk-error-summary");
        faults.AddRange(await Looking.LookHereAsync(late));
        Looking.NoFault(faults);
        Assert.DoesNotContain(officer.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_teams_an_agencys_and_an_auditors_pages()
    {
        var tip = People.Tip();
        tip.ChildAtImmediateRisk = true;
        var (referral, name) = await console.People.SubmitAsync(tip);
        var question = await console.People.SubmitAsync();
        await console.People.AskAsync(question.CountryCase, question.ReferralId);
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        var faults = new List<string>();
        foreach (var (who, pages) in (IEnumerable<(string, string[])>)
            [
                ("team/nbi-ahtrad", ["/inbox", "/inbox?show=ended", $"/hand-offs/{offered.HandOffId}"]),
                ("agency/uk-nca", ["/referrals", "/referrals?show=consent", $"/referrals/{referral}", $"/referrals/{question.ReferralId}", "/scorecard"]),
                ("auditor/mercier", ["/audit?type=received", "/audit?agency=nobody", $"/audit/trail?of={Show.Parts(name).CaseId}", "/audit/readings"]),
                ("operator", ["/operations", "/policy", "/statistics"]),
            ])
        {
            await using var visitor = await console.VisitAsync(who);
            faults.AddRange(await Looking.LookAsync(visitor, pages));
            Assert.Empty(visitor.Complaints);
        }

        Looking.NoFault(faults);
    }

    [Fact]
    public async Task Pages_of_nobody()
    {
        await using var nobody = await console.OpenAsync();
        Looking.NoFault(await Looking.LookAsync(nobody, "/sign-in", "/sign-in?ended=1", "/sign-in?out=1", "/sign-in?link=none", "/nothing"));
        Assert.DoesNotContain(nobody.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_is_found_in_either_scheme_and_width()
    {
        await using var visitor = await console.OpenAsync();
        await visitor.GoAsync("/sign-in");
        Assert.Empty(await visitor.InaccessibleAsync());
        await visitor.Page.EvaluateAsync("() => { document.querySelector('main').appendChild(document.createElement('input')) }");

        Assert.Equal(4, (await Looking.LookHereAsync(visitor)).Count(fault => fault.StartsWith("/sign-in label: <input", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_page_has_an_icon_that_is_fetched_once()
    {
        await using var nobody = await console.OpenAsync();
        await nobody.GoAsync("/sign-in");
        var address = await nobody.Page.GetAttributeAsync("link[rel=icon]", "href", new() { Timeout = 5000 });

        var icon = await nobody.Context.APIRequest.GetAsync($"{console.Web}{address}");

        Assert.Equal((200, "image/svg+xml"), (icon.Status, icon.Headers["content-type"]));
        Assert.Contains("immutable", icon.Headers["cache-control"], StringComparison.Ordinal);
        Assert.InRange((await icon.BodyAsync()).Length, 1, 512);
    }

    [Fact]
    public async Task The_first_load_is_small_and_asks_nobody_else()
    {
        for (var i = 0; i < 3; i++)
            await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        var requests = new ConcurrentQueue<IRequest>();
        officer.Page.RequestFinished += (_, request) => requests.Enqueue(request);

        await officer.GoAsync("/queue?holder=any");
        await officer.Page.WaitForLoadStateAsync(LoadState.Load);

        var sizes = new Dictionary<string, long>();
        foreach (var request in requests.Where(request => !request.Url.Contains("/live", StringComparison.Ordinal)))
            sizes[request.ResourceType] = (await request.SizesAsync()).ResponseBodySize;
        Assert.InRange(sizes["stylesheet"], 1, 18 * 1024);
        Assert.InRange(sizes["script"], 1, 25 * 1024);
        Assert.All(requests, request => Assert.StartsWith(console.Web, request.Url, StringComparison.Ordinal));
        Assert.InRange(requests.Count, 3, 8);
        Assert.InRange(sizes.Values.Sum(), 1, 90 * 1024);
    }
}
