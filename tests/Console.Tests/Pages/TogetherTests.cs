using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Two officers on one case see each other and overwrite nothing of each other.</summary>
[Collection(ConsoleTests.Name)]
public sealed class TogetherTests(ConsoleFixture console)
{
    [Fact]
    public async Task Who_takes_a_case_is_seen_on_the_page_that_another_has_open_and_what_was_typed_there_stays()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var reader = await console.VisitAsync("officer/okoro");
        await reader.GoAsync(Show.CaseAddress(name));
        Assert.Equal("Nobody holds it.", await reader.Page.InnerTextAsync("[data-case-text]"));
        await reader.Page.CheckAsync("#choice-reject");
        await reader.Page.FillAsync("#note", "half a thought");

        await console.People.Reyes.ClaimAsync(new ClaimRequest { RequestId = People.Fresh(), CountryCase = name });

        await reader.Page.WaitForSelectorAsync("[data-case-text]:has-text(\"reyes holds this case until\")");
        Assert.Equal("half a thought", await reader.Page.InputValueAsync("#note"));
        Assert.True(await reader.Page.IsCheckedAsync("#choice-reject"));
        await reader.Page.WaitForSelectorAsync("[data-draft-status]:has-text(\"Draft kept\")");
        await reader.Page.ClickThroughAsync("[data-case-show]");
        Assert.Equal("half a thought", await reader.Page.InputValueAsync("#note"));
        Assert.Contains("reyes", await reader.Page.InnerTextAsync(".console-facts"), StringComparison.Ordinal);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Two_who_type_about_a_case_that_nobody_holds_see_each_other()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var first = await console.VisitAsync("officer/okoro");
        await using var second = await console.VisitAsync("officer/reyes");
        foreach (var officer in (Visitor[])[first, second])
        {
            await officer.GoAsync(Show.CaseAddress(name));
            await officer.Page.FillAsync("#note", $"of {officer.Page.GetHashCode()}");
            await officer.Page.WaitForSelectorAsync("[data-draft-status]:has-text(\"Draft kept\")");
        }

        await second.Page.WaitForSelectorAsync("[data-draft-others]:has-text(\"okoro types about this case too\")");
        await first.GoAsync(Show.CaseAddress(name));

        Assert.Contains("reyes types about this case too", await first.Page.InnerTextAsync("[data-draft-others]"), StringComparison.Ordinal);
        Assert.Equal($"of {first.Page.GetHashCode()}", await first.Page.InputValueAsync("#note"));
        Assert.Empty(first.Complaints.Concat(second.Complaints));
    }

    [Fact]
    public async Task A_decision_of_another_is_told_before_a_stale_one_is_tried()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var reader = await console.VisitAsync("officer/okoro");
        await reader.GoAsync(Show.CaseAddress(name));

        await console.People.AcceptAsync(name);

        await reader.Page.WaitForSelectorAsync("[data-case-text]:has-text(\"This case is decided: Handed off\")");
        Assert.True(await reader.Page.IsVisibleAsync("[data-case-show]"));
        Assert.Empty(reader.Complaints);
    }
}
