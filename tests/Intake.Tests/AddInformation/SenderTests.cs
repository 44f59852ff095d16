using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Outbox;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.AddInformation;

/// <summary>What a sender does with its referral after it was received.</summary>
public sealed class SenderTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_added_is_numbered_announced_and_shown(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Small());
        var client = intake.Client(IntakeUnderTest.Nca);

        var first = await client.AddInformationAsync(Adding(id, "a-1"));
        var second = await client.AddInformationAsync(Adding(id, "a-2"));

        Assert.Equal((1, 2), (first.Supplement, second.Supplement));
        var added = await intake.PublishedAsync<InformationAdded>();
        Assert.Equal([1, 2], added.Select(e => e.Supplement));
        Assert.Equal(["PH", "TH"], added[1].Referral.Countries);
        Assert.Equal(2, added[1].Referral.Supplements);
        var read = await client.GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("supplements", "facts", "status") });
        Assert.Equal([1, 2], read.Referral.Supplements.Select(supplement => supplement.Number));
        Assert.Equal("[withheld] more", read.Referral.Supplements[0].Content.Narrative);
        Assert.Equal(2, read.Referral.Facts.Supplements);
        Assert.Equal([StatusDetail.Received, StatusDetail.Supplemented, StatusDetail.Supplemented], read.Referral.Status.History.Select(entry => entry.Detail));
        Assert.Equal(0, read.NextSupplement);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_request_adds_once_and_the_same_facts_under_another_request_twice(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);

        var first = await client.AddInformationAsync(Adding(id, "a-1"));

        Assert.Equal(first, await client.AddInformationAsync(Adding(id, "a-1")));
        Assert.Equal(2, (await client.AddInformationAsync(Adding(id, "a-2"))).Supplement);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Many_additions_at_once_are_numbered_without_gaps(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);

        var added = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => client.AddInformationAsync(Adding(id, $"a-{number}")).ResponseAsync));

        Assert.Equal(Enumerable.Range(1, 12), added.Select(response => response.Supplement).Order());
        Assert.Equal(13, (await intake.StatusAsync(id)).History.Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_supplement_may_not_change_the_reference_nor_be_empty(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);
        var other = Adding(id, "a-1");
        other.Content.AgencyReference = "EX-OTHER";

        Assert.Equal([("content.agencyReference", "NOT_ALLOWED")], (await Refused.ByAsync(client.AddInformationAsync(other))).Fields);
        var empty = new AddInformationRequest { RequestId = "a-2", ReferralId = id, Content = new Referral() };
        Assert.Equal([("content", "REQUIRED")], (await Refused.ByAsync(client.AddInformationAsync(empty))).Fields);
        Assert.Equal(0, await intake.CountAsync("supplements"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Another_agencys_referral_is_not_found_like_one_that_is_not_there_and_both_are_recorded(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var fbi = intake.Client(IntakeUnderTest.Fbi);
        var recorded = (await intake.AuditBodiesAsync()).Count;

        var anothers = await Refused.ByAsync(fbi.AddInformationAsync(Adding(id, "a-1")));
        var nobodys = await Refused.ByAsync(fbi.AddInformationAsync(Adding(Ids.New("ref"), "a-2")));

        Assert.Equal(StatusCode.NotFound, anothers.Code);
        Assert.Equal(nobodys.Exception.Status.Detail, anothers.Exception.Status.Detail);
        var denials = (await intake.AuditBodiesAsync()).Skip(recorded).ToList();
        Assert.Equal(2, denials.Count);
        Assert.All(denials, denial => Assert.Contains("access_refused", denial, StringComparison.Ordinal));
        Assert.All(denials, denial => Assert.Contains("AddInformation", denial, StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_malformed_id_is_refused_as_such(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);

        Assert.Equal([("referralId", "MALFORMED")], (await Refused.ByAsync(intake.Client(IntakeUnderTest.Nca).AddInformationAsync(Adding("ref-1", "a-1")))).Fields);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_withdrawal_ends_it_and_nothing_can_be_added(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);

        var response = await client.WithdrawAsync(new WithdrawRequest { RequestId = "w-1", ReferralId = id, Reason = WithdrawalReason.SentInError });

        Assert.Equal(ReferralState.Withdrawn, response.Status.State);
        Assert.Equal(StatusDetail.Withdrawn, response.Status.History[^1].Detail);
        Assert.Equal(WithdrawalReason.SentInError, Assert.Single(await intake.PublishedAsync<ReferralWithdrawn>()).Reason);
        var adding = await Refused.ByAsync(client.AddInformationAsync(Adding(id, "a-1")));
        Assert.Equal((StatusCode.FailedPrecondition, "WITHDRAWN"), (adding.Code, adding.Reason));
        var again = await Refused.ByAsync(client.WithdrawAsync(new WithdrawRequest { RequestId = "w-2", ReferralId = id, Reason = WithdrawalReason.SentInError }));
        Assert.Equal("WITHDRAWN", again.Reason);
        Assert.Equal([("reason", "REQUIRED")], (await Refused.ByAsync(client.WithdrawAsync(new WithdrawRequest { RequestId = "w-3", ReferralId = id }))).Fields);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Consent_is_recorded_announced_and_shown(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await AskedForConsentAsync(intake, new CaseStory(intake));
        Assert.Equal(ReferralState.AwaitingConsent, (await intake.StatusAsync(id)).State);
        var client = intake.Client(IntakeUnderTest.Nca);

        await client.RefuseConsentAsync(new RefuseConsentRequest { RequestId = "c-1", ReferralId = id });
        Assert.Equal(ReferralState.Withdrawn, (await intake.StatusAsync(id)).State);
        await client.GiveConsentAsync(new GiveConsentRequest { RequestId = "c-2", ReferralId = id, Scope = ConsentScope.CountryTeams });

        var read = (await client.GetAsync(new GetRequest { ReferralId = id })).Referral;
        Assert.Equal([(ConsentScope.Unspecified, true), (ConsentScope.CountryTeams, false)], read.Consents.Select(consent => (consent.Scope, consent.Refused)));
        Assert.Equal(ReferralState.Accepted, read.Status.State);
        Assert.Single(await intake.PublishedAsync<ConsentRefused>());
        Assert.Equal(ConsentScope.CountryTeams, Assert.Single(await intake.PublishedAsync<ConsentGiven>()).Scope);
        var bodies = await intake.AuditBodiesAsync();
        Assert.Contains(bodies, body => body.Contains("\"type\":\"consent_refused\"", StringComparison.Ordinal));
        Assert.Contains(bodies, body => body.Contains("\"type\":\"consent_given\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task In_the_log_a_consent_stands_after_the_request_whichever_arrives_there_first(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var story = new CaseStory(intake);
        var record = new EventPosition("routing", story.CountryCase, 3);
        var id = await AskedForConsentAsync(intake, story, record);

        await intake.Client(IntakeUnderTest.Nca).GiveConsentAsync(new GiveConsentRequest { RequestId = "c-1", ReferralId = id, Scope = ConsentScope.LeadTeam });

        Assert.Contains($"\"cause\":\"{record}\"", (await intake.AuditBodiesAsync())[^1], StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_receipt_is_read_again_by_id_and_by_reference(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var receipt = (await intake.SubmitAsync(Tips.Small("EX-1"))).Receipt;
        var nca = intake.Client(IntakeUnderTest.Nca);

        Assert.Equal(receipt, (await nca.GetReceiptAsync(new GetReceiptRequest { ReferralId = receipt.ReferralId })).Receipt);
        Assert.Equal(receipt, (await nca.GetReceiptAsync(new GetReceiptRequest { AgencyReference = "EX-1" })).Receipt);
        var fbi = intake.Client(IntakeUnderTest.Fbi);
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(fbi.GetReceiptAsync(new GetReceiptRequest { ReferralId = receipt.ReferralId }))).Code);
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(fbi.GetReceiptAsync(new GetReceiptRequest { AgencyReference = "EX-1" }))).Code);
        Assert.Equal(StatusCode.InvalidArgument, (await Refused.ByAsync(nca.GetReceiptAsync(new GetReceiptRequest()))).Code);
    }

    internal static Google.Protobuf.WellKnownTypes.FieldMask Mask(params string[] paths) => new() { Paths = { paths } };

    /// <summary>A referral that is accepted and whose sender is asked to consent, as a record of Routing says if it matters.</summary>
    private static async Task<string> AskedForConsentAsync(ServiceUnderTest<IntakeDbContext> intake, CaseStory story, EventPosition? record = null)
    {
        var id = await intake.SubmittedAsync(Tips.Full());
        await story.MatchedAsync(id);
        await story.AcceptedAsync();
        await story.ConsentRequestedAsync(id, record);
        return id;
    }

    private static AddInformationRequest Adding(string id, string requestId) => new()
    {
        RequestId = requestId,
        ReferralId = id,
        Content = new Referral { Narrative = "[withheld] more", Countries = { "TH" } },
    };
}
