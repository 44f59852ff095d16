using Referrals.Common.V1;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.SubmitReferral;

public sealed class PromiseTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_receipt_promises_the_very_record_that_the_log_will_hold(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        var receipts = (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => intake.SubmitAsync(Tips.Small())))).Select(response => response.Receipt).ToList();

        var promised = PromisedBodies.Of(intake.DataDirectory, "intake", receipts.Select(receipt => receipt.Promise));
        Assert.Equal((await intake.AuditBodiesAsync()).Order(), promised.Order());
        Assert.All(receipts.Zip(promised), pair => Assert.Contains($"\"referral\":\"{pair.First.ReferralId}\"", pair.Second, StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_receipt_of_a_referral_has_the_same_promise(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var first = (await intake.SubmitAsync(Tips.Small("EX-1"), requestId: "r-1")).Receipt;

        Assert.NotNull(first.Promise);
        Assert.Equal(first, (await intake.SubmitAsync(Tips.Small("EX-1"), requestId: "r-1")).Receipt);
        Assert.Equal(first, (await intake.SubmitAsync(Tips.Small("EX-1"), requestId: "r-2")).Receipt);
        Assert.Equal(first, (await intake.Client(IntakeUnderTest.Nca).GetReceiptAsync(new GetReceiptRequest { AgencyReference = "EX-1" })).Receipt);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_the_sender_does_later_is_promised_too_and_the_same_again(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);
        var supplement = new AddInformationRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Content = new Referral { Narrative = "[withheld]" } };

        var added = await client.AddInformationAsync(supplement);
        var consented = await client.GiveConsentAsync(new GiveConsentRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Scope = ConsentScope.CountryTeams });
        var withdrawn = await client.WithdrawAsync(new WithdrawRequest { RequestId = IntakeUnderTest.NewRequestId(), ReferralId = id, Reason = WithdrawalReason.Other });

        var promised = PromisedBodies.Of(intake.DataDirectory, "intake", [.. added.Promises, .. consented.Promises, .. withdrawn.Promises]);
        Assert.Equal((await intake.AuditBodiesAsync()).Skip(1), promised);
        Assert.Equal(added, await client.AddInformationAsync(supplement));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_to_a_case_is_promised_to_the_team(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var routing = intake.Client(Callers.Service("routing"));
        var request = new SubmitForCaseRequest
        {
            RequestId = IntakeUnderTest.NewRequestId(),
            BornIn = $"cases/{Ids.New("case")}/countries/PH",
            TeamId = "picacc",
            AgencyId = "afp",
            AddedBy = "team/picacc@afp",
            Referral = Tips.Small(),
        };

        var receipt = (await routing.SubmitForCaseAsync(request)).Receipt;

        Assert.Equal(await intake.AuditBodiesAsync(), PromisedBodies.Of(intake.DataDirectory, "intake", receipt.Promise));
        request.RequestId = IntakeUnderTest.NewRequestId();
        Assert.Equal(receipt, (await routing.SubmitForCaseAsync(request)).Receipt);
    }
}
