namespace Referrals.Console.Tests.Pages;

/// <summary>Views of the queue that an officer keeps: addresses under names.</summary>
[Collection(ConsoleTests.Name)]
public sealed class KeptViewsTests(ConsoleFixture console)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_view_is_kept_under_a_name_and_removed_again(bool script)
    {
        const string Address = "/queue?priority=P1Immediate&agency=uk-nca";
        await using var officer = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = script);
        await officer.GoAsync(Address);
        await officer.Page.FillAsync("#keepAs", "<b>Mine</b> & urgent");
        await officer.Page.ClickThroughAsync("text=\"Keep\"");
        await officer.GoAsync("/queue");

        await officer.Page.ClickThroughAsync("nav a:text-is(\"<b>Mine</b> & urgent\")");

        Assert.EndsWith(Address, officer.Page.Url, StringComparison.Ordinal);
        Assert.Equal("page", await officer.Page.GetAttributeAsync("nav a:text-is(\"<b>Mine</b> & urgent\")", "aria-current"));
        await officer.Page.ClickThroughAsync(".console-keep button");
        Assert.Equal(0, await officer.Page.Locator("nav a:text-is(\"<b>Mine</b> & urgent\")").CountAsync());
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_view_without_a_name_is_not_kept_and_the_page_says_so()
    {
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync("/queue?escalated=1&holder=any");

        await officer.Page.ClickThroughAsync("text=\"Keep\"");

        Assert.Equal(["Enter a name of at most 30 characters"], await officer.Page.Locator(".govuk-error-summary__list li").AllInnerTextsAsync());
        Looking.NoFault(await Looking.LookHereAsync(officer));
    }
}
