using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Hundreds a day: what a decision costs in keys and clicks, from the row of the queue to the next case.</summary>
[Collection(ConsoleTests.Name)]
public sealed class CostTests(ConsoleFixture console)
{
    private const int HandOff = 4;
    private const int Rejection = 5;

    [Fact]
    public async Task A_hand_off_takes_at_most_four_keys()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.SubmitAsync();
        await using var officer = await AtRowAsync(name);
        var cost = new Cost(officer.Page);

        await cost.PressAsync("c");
        await AtCaseAsync(officer, name);
        await cost.PressAsync("1");
        await cost.PressAsync("Control+Enter");

        await AtNextAsync(officer, name);
        await officer.Page.WaitForSelectorAsync($".govuk-notification-banner--success:has-text(\"{Show.CaseReference(name)} is handed off\")");
        Assert.Empty(await officer.Page.Locator(".govuk-error-summary").AllInnerTextsAsync());
        Assert.InRange(cost.Keys, 1, HandOff);
        Assert.Contains((await console.People.CaseAsync(name)).State, new[] { CountryCaseState.AcceptHeld, CountryCaseState.Accepted });
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_hand_off_takes_at_most_four_clicks()
    {
        var (_, name) = await console.People.SubmitAsync();
        await console.People.SubmitAsync();
        await using var officer = await AtRowAsync(name);
        var cost = new Cost(officer.Page);

        await cost.ClickAsync($"tr[data-name=\"{name}\"] [data-key-claim]");
        await AtCaseAsync(officer, name);
        await cost.ClickAsync("label[for=choice-handoff]");
        await cost.ClickAsync("[data-record]");

        await AtNextAsync(officer, name);
        Assert.InRange(cost.Clicks, 1, HandOff);
        Assert.Contains((await console.People.CaseAsync(name)).State, new[] { CountryCaseState.AcceptHeld, CountryCaseState.Accepted });
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_rejection_takes_at_most_five_keys_and_the_reason()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await AtRowAsync(name);
        var (cost, reason) = (new Cost(officer.Page), new Cost(officer.Page));

        await cost.PressAsync("c");
        await AtCaseAsync(officer, name);
        await cost.PressAsync("3");
        await cost.PressAsync("Tab");
        await cost.PressAsync("o");
        await reason.PressAsync("Tab");
        await reason.PressAsync("l");
        var chosen = await officer.Page.InputValueAsync("#rejectReason");
        await cost.PressAsync("Control+Enter");

        await AtNextAsync(officer, name);
        var after = await console.People.CaseAsync(name);
        Assert.Equal((CountryCaseState.Rejected, Disposition.OutOfJurisdiction), (after.State, after.Disposition));
        Assert.NotEmpty(chosen);
        Assert.InRange(cost.Keys, 1, Rejection);
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_rejection_takes_at_most_five_clicks_and_the_reason()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await AtRowAsync(name);
        var (cost, reason) = (new Cost(officer.Page), new Cost(officer.Page));

        await cost.ClickAsync($"tr[data-name=\"{name}\"] [data-key-claim]");
        await AtCaseAsync(officer, name);
        await cost.ClickAsync("label[for=choice-reject]");
        await cost.ChooseAsync("#rejection", nameof(Disposition.NotAnOffence));
        await reason.ChooseAsync("#rejectReason", nameof(JustificationCode.LeadsExhausted));
        await cost.ClickAsync("[data-record]");

        await AtNextAsync(officer, name);
        Assert.Equal(CountryCaseState.Rejected, (await console.People.CaseAsync(name)).State);
        Assert.InRange(cost.Clicks, 1, Rejection);
        Assert.Empty(officer.Complaints);
    }

    /// <summary>An officer with the focus on the row of a case.</summary>
    private async Task<Visitor> AtRowAsync(string name)
    {
        var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync("/queue?order=OpenedDesc");
        await officer.Page.FocusAsync($"tr[data-name=\"{name}\"] a[data-row]");
        return officer;
    }

    private static async Task AtCaseAsync(Visitor officer, string name)
    {
        await officer.Page.WaitForURLAsync(url => url.Contains(Show.CaseAddress(name), StringComparison.Ordinal));
        await officer.Page.HasKeysAsync("#decide");
    }

    /// <summary>On another case, with the focus where it is decided; or in the queue where none is left.</summary>
    private async Task AtNextAsync(Visitor officer, string name)
    {
        await officer.Page.WaitForURLAsync(url =>
            (url.StartsWith($"{console.Web}/cases/", StringComparison.Ordinal) && !url.Contains(Show.CaseAddress(name), StringComparison.Ordinal)) || url.Contains("done=empty", StringComparison.Ordinal));
        if (officer.Page.Url.Contains("/cases/", StringComparison.Ordinal))
            await officer.Page.HasKeysAsync("#decide");
    }
}
