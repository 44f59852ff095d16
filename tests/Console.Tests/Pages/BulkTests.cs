using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>The same for several cases: a preview with the exact count, what is left out and why, and back again.</summary>
[Collection(ConsoleTests.Name)]
public sealed class BulkTests(ConsoleFixture console)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Several_are_claimed_but_for_one_that_another_holds_and_all_are_given_back(bool script)
    {
        string[] names = [(await console.People.SubmitAsync()).CountryCase, (await console.People.SubmitAsync()).CountryCase, (await console.People.SubmitAsync()).CountryCase];
        await console.People.Reyes.ClaimAsync(new ClaimRequest { RequestId = People.Fresh(), CountryCase = names[2] });
        await using var officer = await TickedAsync(script, names);

        await officer.Page.ClickThroughAsync("button[name=action][value=claim]");
        var preview = await officer.Page.GetAttributeAsync("h1", "data-count");
        var left = await officer.Page.InnerTextAsync("main ul");
        var before = (await console.People.CaseAsync(names[0])).Holder;
        await officer.Page.ClickThroughAsync("main form button[type=submit]");
        var claimed = await HoldersAsync(names);
        await officer.Page.ClickThroughAsync("[data-key-undo]");

        Assert.Equal(("2", ""), (preview, before));
        Assert.Contains("another officer holds it", left, StringComparison.Ordinal);
        Assert.Equal(["officer/okoro", "officer/okoro", "officer/reyes"], claimed);
        Assert.Equal("Done for 2 cases", await officer.Page.InnerTextAsync("h1"));
        Assert.Equal(["", "", "officer/reyes"], await HoldersAsync(names));
        Assert.Empty(officer.Complaints);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Only_what_is_one_known_key_is_rejected_at_once_and_it_is_undone(bool script)
    {
        string[] names = [(await console.People.SubmitAsync(KnownFile())).CountryCase, (await console.People.SubmitAsync(KnownFile())).CountryCase, (await console.People.SubmitAsync()).CountryCase];
        await using var officer = await TickedAsync(script, names);

        await officer.Page.ClickThroughAsync("button[name=action][value=reject]");
        var preview = await officer.Page.GetAttributeAsync("h1", "data-count");
        var left = await officer.Page.InnerTextAsync("main ul");
        await officer.Page.ClickThroughAsync("main form button[type=submit]");
        var done = await officer.Page.InnerTextAsync("h1");
        var rejected = await StatesAsync(names);
        await officer.Page.ClickThroughAsync("[data-key-undo]");

        Assert.Equal(("2", "Done for 2 cases"), (preview, done));
        Assert.Contains("is more than one hot key", left, StringComparison.Ordinal);
        Assert.Equal([CountryCaseState.Rejected, CountryCaseState.Rejected, CountryCaseState.Open], rejected);
        Assert.Equal("2 decisions were undone", await officer.Page.InnerTextAsync("h1"));
        Assert.All(await StatesAsync(names), state => Assert.Equal(CountryCaseState.Open, state));
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task What_was_assigned_to_another_can_be_taken_over()
    {
        string[] names = [(await console.People.SubmitAsync()).CountryCase, (await console.People.SubmitAsync()).CountryCase];
        await using var officer = await TickedAsync(true, names);
        await officer.Page.ClickThroughAsync("button[name=action][value=assign]");
        await officer.Page.SelectOptionAsync("#officer", "officer/reyes");
        await officer.Page.ClickThroughAsync("main form button[type=submit]");
        var assigned = await HoldersAsync(names);

        await officer.Page.ClickThroughAsync("text=\"Take them over\"");

        Assert.All(assigned, holder => Assert.Equal("officer/reyes", holder));
        Assert.All(await HoldersAsync(names), holder => Assert.Equal("officer/okoro", holder));
        Assert.Empty(officer.Complaints);
    }

    private async Task<Visitor> TickedAsync(bool script, string[] names)
    {
        var officer = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = script);
        await officer.GoAsync("/queue?holder=any&order=OpenedDesc");
        foreach (var name in names)
            await officer.Page.CheckAsync($"tr[data-name=\"{name}\"] input[data-tick]");
        return officer;
    }

    private async Task<string[]> HoldersAsync(string[] names) => await Task.WhenAll(names.Select(async name => (await console.People.CaseAsync(name)).Holder));

    private async Task<CountryCaseState[]> StatesAsync(string[] names) => await Task.WhenAll(names.Select(async name => (await console.People.CaseAsync(name)).State));

    private static Referral KnownFile()
    {
        var tip = People.Tip();
        tip.IncidentType = IncidentType.Material;
        tip.Identifiers.Clear();
        tip.Identifiers.Add(new Identifier { Type = IdentifierType.FileHash, Algorithm = HashAlgorithm.Sha256, Value = $"{People.Fresh()}{People.Fresh()}" });
        return tip;
    }
}
