using Referrals.Common.V1;
using Referrals.Console.Words;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Pages;

/// <summary>Somebody calls about a case: it is found by what the caller says.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FindTests(ConsoleFixture console)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_case_is_found_by_its_reference_and_by_its_senders_own_whatever_became_of_it(bool script)
    {
        var reference = $"EX-{People.Fresh()}";
        var (_, name) = await console.People.SubmitAsync(People.Tip(reference));
        var claim = await console.People.Reyes.ClaimAsync(new ClaimRequest { RequestId = People.Fresh(), CountryCase = name });
        await console.People.Reyes.RejectAsync(new RejectRequest
        {
            RequestId = People.Fresh(),
            CountryCase = name,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            Disposition = Disposition.NotAnOffence,
            Justification = JustificationCode.LeadsExhausted,
        });
        await using var officer = await console.VisitAsync("officer/okoro", options => options.JavaScriptEnabled = script);

        foreach (var called in new[] { Show.CaseReference(name).ToLowerInvariant(), reference, Show.Parts(name).CaseId })
        {
            await officer.GoAsync("/queue");
            await officer.Page.FillAsync("#find", called);
            await officer.Page.ClickThroughAsync("form[role=search] button");
            await officer.Page.WaitForSelectorAsync($"h1:has-text(\"{Show.CaseReference(name)}\")");
        }

        await officer.GoAsync("/queue");
        await officer.Page.FillAsync("#find", "EX-of-nobody");
        await officer.Page.ClickThroughAsync("form[role=search] button");

        Assert.Contains("No case of your desks is called that", await officer.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("EX-of-nobody", await officer.Page.InputValueAsync("#find"));
        Assert.Empty(officer.Complaints);
    }

    [Fact]
    public async Task A_duplicate_is_named_as_people_name_it()
    {
        var (_, first) = await console.People.SubmitAsync();
        var (_, second) = await console.People.SubmitAsync();
        await using var officer = await console.VisitAsync("officer/okoro");
        await officer.GoAsync(Show.CaseAddress(second));
        await officer.Page.CheckAsync("#choice-duplicate");
        await officer.Page.FillAsync("#duplicateId", "PH-NOTTHERE");
        await officer.Page.ClickThroughAsync("[data-record]");
        var wrong = await officer.Page.InnerTextAsync(".govuk-error-summary");
        var kept = await officer.Page.InputValueAsync("#duplicateId");
        await officer.Page.FillAsync("#duplicateId", Show.CaseReference(first));

        await officer.Page.ClickThroughAsync("[data-record]");

        await officer.Page.WaitForSelectorAsync("h1:has-text(\"Merge a duplicate\")");
        Assert.Contains("No other case of your desks is called that", wrong, StringComparison.Ordinal);
        Assert.Equal("PH-NOTTHERE", kept);
        Assert.Contains(Show.Brief(Show.Parts(first).CaseId), await officer.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(officer.Complaints);
    }
}
