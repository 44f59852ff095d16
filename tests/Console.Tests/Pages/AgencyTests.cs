using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Testing;

namespace Referrals.Console.Tests.Pages;

[Collection(ConsoleTests.Name)]
public sealed class AgencyTests(ConsoleFixture console)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_sender_answers_an_officers_question(bool script)
    {
        var (referral, name) = await console.People.SubmitAsync();
        await console.People.AskAsync(name, referral);
        await using var sender = await console.VisitAsync("agency/uk-nca", options => options.JavaScriptEnabled = script);
        await sender.GoAsync("/referrals?show=answer");
        await sender.Page.ClickThroughAsync($"a[href=\"/referrals/{referral}\"]");
        Assert.Contains("Which of the two addresses is newer?", await sender.Page.InnerTextAsync("[data-question]"), StringComparison.Ordinal);
        await sender.Page.ClickThroughAsync("[data-question] summary");
        await sender.Page.FillAsync("[data-question] [name=narrative]", "[withheld] the second");
        await sender.Page.SelectOptionAsync("[data-question] [name=identifierType0]", nameof(IdentifierType.Phone));
        await sender.Page.FillAsync("[data-question] [name=identifier0]", "+63 900 000 0077");

        await sender.Page.ClickThroughAsync("text=\"Send the answer\"");

        await sender.Page.WaitForSelectorAsync("text=Answered. It went to whoever holds the case.");
        Assert.Equal(0, await sender.Page.Locator("[data-question]").CountAsync());
        var told = (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.History;
        Assert.Contains(told, entry => entry is { Detail: StatusDetail.InformationAnswered, Supplement: 1 });
        Assert.Empty(sender.Complaints);
    }

    [Fact]
    public async Task Each_time_of_the_history_is_said_to_be_UTC_once()
    {
        var (referral, _) = await console.People.SubmitAsync();
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{referral}");
        var row = sender.Page.Locator("[data-history] tbody th").First;

        Assert.Equal("Time", await sender.Page.InnerTextAsync("[data-history] thead th >> nth=0"));
        Assert.Equal("Time", await row.GetAttributeAsync("data-column"));
        Assert.EndsWith(" UTC", await row.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_a_question_that_a_colleague_answered_is_there_to_be_copied()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await console.People.AskAsync(name, referral);
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("[data-question] summary");
        await sender.Page.FillAsync("[data-question] [name=narrative]", "[withheld] the second");
        var colleague = await sender.Context.NewPageAsync();
        await colleague.GotoAsync($"/referrals/{referral}");
        await colleague.ClickThroughAsync("[data-question] summary");
        await colleague.CheckAsync("[data-question] [name=notAvailable]");
        await colleague.ClickThroughAsync("text=\"Send the answer\"");

        await sender.Page.ClickThroughAsync("text=\"Send the answer\"");

        Assert.Contains("answered already", await sender.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("[withheld] the second", await sender.Page.InnerTextAsync("[data-homeless]"));
        Assert.Empty(sender.Complaints);
    }

    [Fact]
    public async Task Nothing_that_was_typed_is_left_out_because_a_box_is_ticked_as_well()
    {
        var (referral, name) = await console.People.SubmitAsync();
        await console.People.AskAsync(name, referral);
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("[data-question] summary");
        await sender.Page.FillAsync("[data-question] [name=narrative]", "[withheld] the second");
        await sender.Page.CheckAsync("[data-question] [name=notAvailable]");

        await sender.Page.ClickThroughAsync("text=\"Send the answer\"");

        Assert.Contains("An answer is typed as well", await sender.Page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("[withheld] the second", await sender.Page.InputValueAsync("[data-question] [name=narrative]"));
        Assert.True(await sender.Page.IsCheckedAsync("[data-question] [name=notAvailable]"));
        Assert.Equal(1, (await console.People.Agency.ListAsync(new ListRequest { AwaitingAnswer = true, PageSize = 1000 })).Referrals.Count(item => item.ReferralId == referral));
    }

    [Fact]
    public async Task What_was_typed_and_not_taken_is_still_there()
    {
        var (referral, _) = await console.People.SubmitAsync();
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("summary span:text-is(\"Add information\")");
        await sender.Page.FillAsync("#add-narrative", "data:image/png;base64,iVBORw0KGgo=");

        await sender.Page.ClickThroughAsync("text=\"Add to the referral\"");

        Assert.Equal("#add-narrative", await sender.Page.EvaluateAsync<string>("document.querySelector('.govuk-error-summary a').hash"));
        Assert.Equal("data:image/png;base64,iVBORw0KGgo=", await sender.Page.InputValueAsync("#add-narrative"));
    }

    [Fact]
    public async Task A_child_of_whom_only_the_day_of_birth_is_known_is_reported_all_the_same()
    {
        var (referral, _) = await console.People.SubmitAsync();
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("summary span:text-is(\"Add information\")");
        await sender.Page.FillAsync("#add-personBorn1", "2014-03-05");

        await sender.Page.ClickThroughAsync("text=\"Add to the referral\"");

        await sender.Page.WaitForSelectorAsync("text=Added. It went to whoever holds the case.");
        var kept = (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral, ReadMask = new FieldMask { Paths = { "supplements" } } })).Referral.Supplements;
        var child = Assert.Single(Assert.Single(kept).Content.Persons);
        Assert.Equal((PersonRole.Child, "2014-03-05"), (child.Role, child.DateOfBirth));
    }

    [Fact]
    public async Task The_scorecard_counts_what_the_service_counts()
    {
        await console.People.SubmitAsync();
        await using var sender = await console.VisitAsync("agency/uk-nca");

        await sender.GoAsync("/scorecard");

        var shown = await sender.Page.InnerTextAsync("dd.govuk-summary-list__value >> nth=0");
        var counted = (await console.People.Agency.GetScorecardAsync(new GetScorecardRequest())).Received;
        Assert.Equal($"{counted}", shown);
        Assert.True(counted > 0);
    }

    [Fact]
    public async Task A_withdrawn_referral_can_be_neither_added_to_nor_withdrawn_again()
    {
        var (referral, _) = await console.People.SubmitAsync();
        await using var sender = await console.VisitAsync("agency/uk-nca");
        await sender.GoAsync($"/referrals/{referral}");
        await sender.Page.ClickThroughAsync("summary span:text-is(\"Withdraw\")");
        await sender.Page.SelectOptionAsync("#withdraw-reason", nameof(WithdrawalReason.SentInError));

        await sender.Page.ClickThroughAsync("button:text-is(\"Withdraw\")");

        await sender.Page.WaitForSelectorAsync("text=Withdrawn. The teams that had it were told.");
        Assert.Equal(0, await sender.Page.Locator("#decide summary").CountAsync());
        await Eventually.Async(
            async () => (await console.People.Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.State == ReferralState.Withdrawn, because: "it is withdrawn");
    }
}
