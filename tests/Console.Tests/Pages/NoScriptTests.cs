using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Testing;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Every decision of an officer with JavaScript off.</summary>
[Collection(ConsoleTests.Name)]
public sealed class NoScriptTests(ConsoleFixture console)
{
    [Fact]
    public async Task The_next_case_is_claimed_released_and_handed_over()
    {
        await console.People.SubmitAsync();
        await using var officer = await VisitAsync();
        await officer.GoAsync("/queue?order=OpenedDesc");
        await officer.Page.ClickThroughAsync("text=\"Claim next\"");
        var name = NameOf(officer.Page.Url);
        var claimed = await console.People.CaseAsync(name);
        await officer.Page.ClickThroughAsync("[data-key-release]");
        var released = await console.People.CaseAsync(name);
        await officer.Page.ClickThroughAsync("summary:has-text(\"Priority, escalation\")");
        await officer.Page.SelectOptionAsync("#officer", "officer/reyes");

        await officer.Page.ClickThroughAsync("button:text-is(\"Assign\")");

        Assert.Equal(("officer/okoro", "", "officer/reyes"), (claimed.Holder, released.Holder, (await console.People.CaseAsync(name)).Holder));
        Assert.Contains("reyes holds this case", await officer.Page.InnerTextAsync("#decide"), StringComparison.Ordinal);
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task The_priority_is_set_and_the_case_escalated()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync();
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.ClickThroughAsync("summary:has-text(\"Priority, escalation\")");
        await officer.Page.SelectOptionAsync("#set-priority", nameof(Priority.P1Immediate));
        await officer.Page.SelectOptionAsync("#set-reason", nameof(JustificationCode.ChildAtRisk));
        await officer.Page.ClickThroughAsync("text=\"Set priority\"");
        await officer.Page.ClickThroughAsync("summary:has-text(\"Priority, escalation\")");
        await officer.Page.SelectOptionAsync("#up-reason", nameof(JustificationCode.ChildAtRisk));

        await officer.Page.ClickThroughAsync("text=\"Escalate to a supervisor\"");

        var after = await console.People.CaseAsync(name);
        Assert.Equal((Priority.P1Immediate, true), (after.Priority, after.Escalated));
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_sender_is_asked()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync();
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.CheckAsync("#choice-ask");
        await officer.Page.CheckAsync("#wanted-Location");
        await officer.Page.FillAsync("#question", "In which town?");

        await officer.Page.ClickThroughAsync("text=\"Record\"");

        Assert.Equal(CountryCaseState.InformationRequested, (await console.People.CaseAsync(name)).State);
        await Eventually.Async(
            async () => (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.State == ReferralState.InformationRequested, because: "the sender is asked");
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_duplicate_ends_in_the_other_case_after_both_were_shown()
    {
        var (_, name) = await console.People.SubmitAsync();
        var (_, other) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync();
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.CheckAsync("#choice-duplicate");
        await officer.Page.FillAsync("#duplicateId", Show.Parts(other).CaseId);
        await officer.Page.ClickThroughAsync("text=\"Record\"");
        var shown = await officer.Page.Locator("main tbody tr").CountAsync();
        var before = (await console.People.CaseAsync(name)).State;
        await officer.Page.SelectOptionAsync("#reason", nameof(LinkReason.SamePerson));

        await officer.Page.ClickThroughAsync("main form button[type=submit]");

        Assert.Equal((2, CountryCaseState.Open), (shown, before));
        await Eventually.Async(async () => (await console.People.CaseAsync(name)).State == CountryCaseState.Merged, because: "it ended in the other");
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_hand_off_is_recorded_and_undone()
    {
        var (_, name) = await console.People.SubmitAsync();
        await using var officer = await VisitAsync();
        await officer.GoAsync(Show.CaseAddress(name));
        await officer.Page.CheckAsync("#choice-handoff");
        await officer.Page.ClickThroughAsync("text=\"Record\"");
        var held = (await console.People.CaseAsync(name)).State;

        await officer.Page.ClickThroughAsync("[data-key-undo]");

        Assert.Equal((CountryCaseState.AcceptHeld, CountryCaseState.Open), (held, (await console.People.CaseAsync(name)).State));
        Assert.Empty(await console.People.HandOffsAsync(name));
        Assert.Empty(officer.Complaints);
    }

    private Task<Visitor> VisitAsync() => console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = false);

    private static string NameOf(string address)
    {
        var parts = new Uri(address).AbsolutePath.Split('/');
        return $"cases/{parts[2]}/countries/{parts[3]}";
    }
}
