using Microsoft.Playwright;
using Referrals.Common.V1;
using Referrals.Console.Words;

namespace Referrals.Console.Tests.Pages;

/// <summary>Every page, in both colour schemes and as narrow as 400 % zoom makes it, without a fault that axe-core finds.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AccessTests(ConsoleFixture console)
{
    private const int NarrowestWidth = 320;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task An_officers_pages(ColorScheme scheme)
    {
        var (referral, name) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync("officer/okoro", scheme);
        await LookAsync(officer, "/queue", "/queue?holder=any", "/queue?agency=nobody", "/queue?state=decided", "/settings", Show.CaseAddress(name));
        await officer.GoAsync(Show.CaseAddress(name));
        foreach (var choice in (string[])["handoff", "duplicate", "reject", "ask"])
        {
            await officer.Page.CheckAsync($"#choice-{choice}");
            await LookAsync(officer);
        }

        await officer.Page.CheckAsync("#choice-reject");
        await officer.Page.ClickAsync("[data-record]");
        await officer.Page.WaitForSelectorAsync(".govuk-error-summary");
        await LookAsync(officer);
        await officer.Page.ClickAsync($"[data-open=\"{referral}\"]");
        await officer.Page.WaitForSelectorAsync("[data-opened]");
        await LookAsync(officer);
        Assert.Empty(officer.Complaints);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Everybody_elses_first_pages(ColorScheme scheme)
    {
        await using var nobody = await console.OpenAsync(options => options.ColorScheme = scheme);
        await LookAsync(nobody, "/sign-in", "/sign-in?ended=1", "/sign-in?link=none");
        foreach (var (who, pages) in (IEnumerable<(string, string[])>)
            [
                ("team/nbi-ahtrad", ["/inbox", "/inbox?show=offered"]),
                ("auditor/mercier", ["/audit", "/audit?type=received", "/audit/readings"]),
            ])
        {
            await using var visitor = await VisitAsync(who, scheme);
            await LookAsync(visitor, pages);
            Assert.Empty(visitor.Complaints);
        }
    }

    [Fact]
    public async Task The_first_load_is_small_and_asks_nobody_else()
    {
        for (var i = 0; i < 3; i++)
            await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        var requests = new List<IRequest>();
        officer.Page.RequestFinished += (_, request) => requests.Add(request);

        await officer.GoAsync("/queue?holder=any");
        await officer.Page.WaitForLoadStateAsync(LoadState.Load);

        var sizes = new List<long>();
        foreach (var request in requests.Where(request => !request.Url.Contains("/live", StringComparison.Ordinal)))
            sizes.Add((await request.SizesAsync()).ResponseBodySize);
        Assert.All(requests, request => Assert.StartsWith(console.Web, request.Url, StringComparison.Ordinal));
        Assert.InRange(requests.Count, 3, 8);
        Assert.InRange(sizes.Sum(), 1, 90 * 1024);
    }

    private Task<Visitor> VisitAsync(string who, ColorScheme scheme) => console.VisitAsync(who, options => options.ColorScheme = scheme);

    private static async Task LookAsync(Visitor visitor, params string[] addresses)
    {
        foreach (var address in addresses.DefaultIfEmpty(""))
        {
            if (address.Length > 0)
                await visitor.GoAsync(address);
            var faults = await visitor.InaccessibleAsync();
            Assert.True(faults.Count == 0, string.Join('\n', faults));
            await visitor.Page.SetViewportSizeAsync(NarrowestWidth, 800);
            Assert.Equal(0, await visitor.OverflowAsync());
            var narrow = await visitor.InaccessibleAsync();
            Assert.True(narrow.Count == 0, string.Join('\n', narrow));
            await visitor.Page.SetViewportSizeAsync(1280, 900);
        }
    }
}
