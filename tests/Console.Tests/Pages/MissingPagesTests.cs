using Microsoft.Playwright;
using Referrals.Console.Words;

namespace Referrals.Console.Tests.Pages;

/// <summary>What is not there, and what is not the reader's, is one and the same page.</summary>
[Collection(ConsoleTests.Name)]
public sealed class MissingPagesTests(ConsoleFixture console)
{
    [Fact]
    public async Task What_is_not_there_and_what_is_anothers_are_the_same_page_and_work_without_a_script()
    {
        var tip = People.Tip();
        tip.ChildAtImmediateRisk = true;
        var (referral, name) = await console.People.SubmitAsync(tip);
        await console.People.AcceptAsync(name);
        var offered = await console.People.OfferedAsync(name, "nbi-ahtrad");
        foreach (var (who, pages) in (IEnumerable<(string, string[])>)
            [
                ("officer/okoro", ["/cases/case-none/PH", $"{Show.CaseAddress(name)}X", $"/cases/{new string('x', 60)}/PH", "/hand-offs/hof-none", "/operations", $"/referrals/{referral}"]),
                ("team/dswd-ncr", ["/hand-offs/hof-none", $"/hand-offs/{offered.HandOffId}", Show.CaseAddress(name), "/queue"]),
                ("agency/us-fbi", ["/referrals/ref-none", $"/referrals/{referral}", $"/hand-offs/{offered.HandOffId}"]),
                ("auditor/mercier", ["/hand-offs/hof-none", Show.CaseAddress(name)]),
                ("operator", [Show.CaseAddress(name), "/inbox"]),
            ])
        {
            await using var visitor = await console.VisitAsync(who, options => options.JavaScriptEnabled = false);
            var nothing = await MainAsync(visitor, "/nothing");
            Assert.Contains("There is no such page", nothing, StringComparison.Ordinal);
            foreach (var page in pages)
                Assert.Equal(nothing, await MainAsync(visitor, page));
            await visitor.Page.ClickThroughAsync("text=\"Go to the first page\"");
            Assert.Equal(1, await visitor.Page.Locator("nav a[aria-current=page]").First.CountAsync());
        }
    }

    [Fact]
    public async Task Nobody_is_led_to_sign_in()
    {
        await using var nobody = await console.OpenAsync(options => options.JavaScriptEnabled = false);
        var nothing = await MainAsync(nobody, "/nothing/at/all");
        await nobody.Page.ClickThroughAsync("main a");
        var signIn = new Uri(nobody.Page.Url).AbsolutePath;
        await nobody.GoAsync("/cases/case-none/PH");

        Assert.Contains("There is no such page", nothing, StringComparison.Ordinal);
        Assert.Equal("/sign-in", signIn);
        Assert.Equal("/sign-in", new Uri(nobody.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task A_form_that_is_not_of_this_session_is_not_taken_and_says_so()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = false);
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "referrals-form" });
        var answered = officer.Page.WaitForResponseAsync(response => response.Request.Method == "POST");

        await officer.Page.ClickThroughAsync("#decide [data-key-claim]");

        Assert.Equal(400, (await answered).Status);
        Assert.Equal("This was not taken", await officer.Page.InnerTextAsync("h1"));
        Assert.Equal("", (await console.People.CaseAsync(name)).Holder);
    }

    private static async Task<string> MainAsync(Visitor visitor, string address)
    {
        Assert.Equal(404, (await visitor.GoAsync(address))!.Status);
        return await visitor.Page.InnerTextAsync("main");
    }
}
