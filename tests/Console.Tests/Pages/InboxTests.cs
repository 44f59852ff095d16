using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>A team's inbox that stays open: what comes is told, and what is read stays where it is.</summary>
[Collection(ConsoleTests.Name)]
public sealed class InboxTests(ConsoleFixture console)
{
    // A region of which no other test speaks.
    private const string Region = "PH-03";
    private const string Team = "pnp-acg-racu3";

    [Fact]
    public async Task New_hand_offs_wait_behind_a_line_and_what_changed_is_told_in_its_row_and_nothing_moves()
    {
        await using var team = await console.VisitAsync($"team/{Team}");
        var page = team.Page;
        await team.GoAsync("/inbox");
        Assert.False(await page.IsVisibleAsync("[data-news]"));

        // An inbox may be empty, and its first hand-off is news too.
        var first = await OfferAsync();
        await page.WaitForSelectorAsync("[data-news-show]:text-is(\"1 hand-off is new or has news. Show\")");
        await page.ClickThroughAsync("[data-news-show]");
        var row = $"tr[data-name=\"{first.HandOffId}\"]";
        await page.FocusAsync($"{row} a[data-row]");
        await page.EvaluateAsync("""
            async () => {
              await new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown)))
              window.shifts = []
              new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(...entry.sources.map(source => `${entry.value} ${source.node?.outerHTML?.slice(0, 120) ?? source.node?.textContent}`)) }).observe({ type: 'layout-shift', buffered: false })
              window.spoken = 0
              new MutationObserver(() => window.spoken++).observe(document.querySelector('[data-news-spoken]'), { childList: true })
            }
            """);
        var rows = await RowsAsync(team);

        await new RoutingService.RoutingServiceClient(console.Access.Call("routing", $"team/{Team}"))
            .AcknowledgeAsync(new AcknowledgeRequest { RequestId = People.Fresh(), HandOffId = first.HandOffId, TeamReference = "a colleague's" });
        await OfferAsync();
        await OfferAsync();

        await page.WaitForSelectorAsync($"{row} [data-cell=status]:text-is(\"Acknowledged\")");
        await page.WaitForSelectorAsync($"{row} [data-cell=holder]:text-is(\"team/{Team}\")");
        await page.WaitForSelectorAsync("[data-news-show]:text-is(\"2 hand-offs are new or have news. Show\")");
        Assert.StartsWith("Feedback by ", await page.InnerTextAsync($"{row} [data-cell=due-exact]"), StringComparison.Ordinal);
        Assert.NotEqual(first.AcknowledgeBy.ToDateTimeOffset(), DateTimeOffset.Parse((await page.GetAttributeAsync($"{row} time", "datetime"))!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(rows, await RowsAsync(team));
        Assert.Equal(first.HandOffId, await page.EvaluateAsync<string>("document.activeElement.closest('tr').dataset.name"));
        Assert.Empty(await page.EvaluateAsync<string[]>("window.shifts"));
        Assert.InRange(await page.EvaluateAsync<int>("window.spoken"), 0, 1);
        Looking.NoFault(await Looking.LookHereAsync(team));
        await page.ClickThroughAsync("[data-news-show]");
        Assert.Equal(rows.Count + 2, (await RowsAsync(team)).Count);
        Assert.Empty(team.Complaints);
    }

    [Theory]
    [InlineData("officer/okoro", "/inbox/live")]
    [InlineData("agency/uk-nca", "/inbox/live")]
    [InlineData("", "/inbox/live")]
    [InlineData("team/nbi-ahtrad", "/queue/live")]
    public async Task News_of_another_role_is_not_told(string who, string address)
    {
        await using var visitor = who.Length == 0 ? await console.OpenAsync() : await console.VisitAsync(who);

        Assert.Equal(204, (await visitor.Context.APIRequest.GetAsync(address)).Status);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(Visitor team) =>
        await team.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('tr[data-name]')].map(row => row.dataset.name + row.offsetTop)");

    private async Task<HandOff> OfferAsync()
    {
        var tip = People.Tip();
        (tip.IncidentType, tip.Region) = (IncidentType.OnlineEnticement, Region);
        var (_, name) = await console.People.SubmitAsync(tip);
        await console.People.AcceptAsync(name);
        return await console.People.OfferedAsync(name, Team);
    }
}
