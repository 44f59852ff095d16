using System.Text.Json.Nodes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class CorrectionTests
{
    private static Tip First => new("uk-nca");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_confirmed_suggestion_joins_the_case_and_its_emptied_case_is_merged(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(First.ScreenName("ana_example"));
        var tip = new Tip("us-fbi").ScreenName("Ana_Example").Account("a1-000042");
        var second = await desk.ReceiveAsync(tip);

        var request = new ConfirmLinkRequest { RequestId = "c-1", ReferralId = tip.Id, CaseId = first.CaseId, Reason = LinkReason.SamePerson };
        var answer = await desk.AsReyes.ConfirmLinkAsync(request);
        var again = await desk.AsReyes.ConfirmLinkAsync(request);
        var later = await desk.ReceiveAsync(new Tip("us-ice").Account("a1-000042"));

        Assert.Equal(answer, again);
        Assert.Equal([1, 1], answer.Before.Select(c => c.ReferralCount));
        Assert.Equal([2, 0], answer.After.Select(c => c.ReferralCount));
        Assert.Equal(first.CaseId, answer.After[1].MergedInto);
        Assert.Equal((MatchDecision.Linked, first.CaseId, 3), (later.Decision, later.CaseId, later.ReferralCount));
        var merged = Assert.Single(await desk.Matching.PublishedAsync<CasesMerged>());
        Assert.Equal((first.CaseId, second.CaseId), (merged.CaseId, merged.MergedCaseId));
        Assert.Contains((await desk.Matching.AuditBodiesAsync()), body => body.Contains("\"merged\"") && body.Contains("SamePerson"));
        var match = Assert.Single((await desk.MatchesOfAsync(tip, MatchDecision.Confirmed)).Matches, m => m.CaseId == first.CaseId && m.Explanation.Comparisons.Count > 0);
        Assert.Equal(tip.Id, match.ReferralId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_split_and_a_link_that_leaves_its_case_standing_are_recorded_with_who_did_it_why_and_what_moved(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (tip, other) = (new Tip("us-fbi").Account("a1-000042"), new Tip("us-ice").Account("a1-000042"));
        var first = await desk.ReceiveAsync(First.Account("a1-000042"));
        await desk.ReceiveAsync(tip);
        await desk.ReceiveAsync(other);

        var split = await desk.AsReyes.SplitCaseAsync(
            new SplitCaseRequest { RequestId = "s-1", CaseId = first.CaseId, ReferralIds = { tip.Id, other.Id }, Reason = LinkReason.Operational });
        var apart = split.After[1].CaseId;
        var link = await desk.AsReyes.ConfirmLinkAsync(new ConfirmLinkRequest { RequestId = "c-1", ReferralId = tip.Id, CaseId = first.CaseId, Reason = LinkReason.SamePerson });

        Assert.Equal([2, 1], link.After.Select(c => c.ReferralCount));
        var records = (await desk.Matching.AuditBodiesAsync()).Select(body => JsonNode.Parse(body)!).ToList();
        var ofSplit = Assert.Single(records, record => (string?)record["type"] == "split");
        Assert.Equal((first.CaseId, $"cases/{first.CaseId}", "Operational"), ((string?)ofSplit["case"], (string?)ofSplit["stream"], (string?)ofSplit["justification"]));
        Assert.Equal((apart, "2"), ((string?)ofSplit["details"]!["newCase"], (string?)ofSplit["details"]!["referrals"]));
        var ofLink = Assert.Single(records, record => (string?)record["type"] == "linked" && record["actor"] is not null);
        Assert.Equal((first.CaseId, tip.Id, "SamePerson"), ((string?)ofLink["case"], (string?)ofLink["referral"], (string?)ofLink["justification"]));
        Assert.Equal((apart, "Confirmed"), ((string?)ofLink["details"]!["fromCase"], (string?)ofLink["details"]!["decision"]));
        Assert.All([ofSplit, ofLink], record => Assert.Equal(("p-officer-reyes", "officer"), ((string?)record["actor"], (string?)record["role"])));
        Assert.DoesNotContain(records, record => (string?)record["type"] == "merged");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Not_the_same_is_permanent_recorded_and_never_suggested_again(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(First.ScreenName("ana_example").Email("ana@mail.example"));
        var tip = new Tip("us-fbi").ScreenName("ana_example");
        await desk.ReceiveAsync(tip);

        var rejected = await desk.AsReyes.RejectLinkAsync(new RejectLinkRequest { RequestId = "r-1", ReferralId = tip.Id, CaseId = first.CaseId, Reason = LinkReason.OtherPerson });
        await desk.SupplementAsync(tip, 1, new Tip("us-fbi").Email("ana@mail.example"));

        Assert.Equal(MatchDecision.Rejected, rejected.Match.Decision);
        Assert.Empty((await desk.MatchesOfAsync(tip)).Matches);
        Assert.Equal(first.CaseId, Assert.Single((await desk.MatchesOfAsync(tip, MatchDecision.Rejected)).Matches).CaseId);
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.AsReyes.ConfirmLinkAsync(
            new ConfirmLinkRequest { RequestId = "c-1", ReferralId = tip.Id, CaseId = first.CaseId, Reason = LinkReason.SamePerson }).ResponseAsync));
        Assert.Contains(await desk.Matching.AuditBodiesAsync(), body => body.Contains("link_rejected"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Split_then_merge_restores_and_a_merge_is_undone_by_a_split_back(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(First.Account("a1-000042"));
        var tip = new Tip("us-fbi").Account("a1-000042").Phone("+63 900 000 0042");
        await desk.ReceiveAsync(tip);

        var split = await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest { RequestId = "s-1", CaseId = first.CaseId, ReferralIds = { tip.Id }, Reason = LinkReason.OtherPerson, ExpectedVersion = 2 });
        var apart = split.After[1].CaseId;
        var phone = await desk.ReceiveAsync(new Tip("us-ice").Phone("+63 900 000 0042"));
        var merge = await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = "m-1", IntoCaseId = first.CaseId, FromCaseId = apart, Reason = LinkReason.Correction });

        Assert.Equal([1, 1], split.After.Select(c => c.ReferralCount));
        Assert.Equal(apart, phone.CaseId);
        Assert.Equal((3, first.CaseId), (merge.After[0].ReferralCount, merge.After[1].MergedInto));
        Assert.Equal(["uk-nca", "us-fbi", "us-ice"], merge.After[0].AgencyIds.Order());
        Assert.Equal(first.CaseId, (await desk.ReceiveAsync(new Tip("nz-dia").Phone("+63 900 000 0042"))).CaseId);

        var undone = await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest
        {
            RequestId = "s-2",
            CaseId = first.CaseId,
            IntoCaseId = apart,
            ReferralIds = { tip.Id, phone.Referral.ReferralId },
            Reason = LinkReason.Correction,
        });
        Assert.Equal([2, 2], undone.After.Select(c => c.ReferralCount));
        Assert.Equal("", undone.After[1].MergedInto);
        Assert.Equal([apart, apart], (await desk.Matching.PublishedAsync<CaseSplit>()).Select(e => e.NewCaseId));
        Assert.Contains(await desk.Matching.AuditBodiesAsync(), body => body.Contains("\"undone\""));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_case_hears_in_its_own_stream_what_came_into_it_and_what_left(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (tip, other) = (new Tip("us-fbi").Account("a1-000042"), new Tip("us-ice").Account("b7-000007"));
        var first = await desk.ReceiveAsync(First.Account("a1-000042"));
        await desk.ReceiveAsync(tip);
        var second = await desk.ReceiveAsync(other);

        var split = await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest { RequestId = "s-1", CaseId = first.CaseId, ReferralIds = { tip.Id }, Reason = LinkReason.OtherPerson });
        await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = "m-1", IntoCaseId = first.CaseId, FromCaseId = second.CaseId, Reason = LinkReason.SamePerson });

        var apart = split.After[1].CaseId;
        var linked = await desk.Matching.PublishedAsync<ReferralLinked>();
        Assert.Equal([(apart, first.CaseId, tip.Id, false), (first.CaseId, second.CaseId, other.Id, true)], linked.Select(e => (e.CaseId, e.FromCaseId, e.Referral.ReferralId, e.EndsFrom == true)));
        Assert.Equal(["uk-nca"], linked[1].OtherAgencies!);
        Assert.All(linked, e => Assert.Equal(1, e.Moved));
        var merged = Assert.Single(await desk.Matching.PublishedAsync<CasesMerged>());
        Assert.Equal((first.CaseId, second.CaseId, other.Id), (merged.CaseId, merged.MergedCaseId, Assert.Single(merged.ReferralIds)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Not_the_same_holds_for_the_case_that_a_case_ends_in(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (one, tip) = (await desk.ReceiveAsync(First.ScreenName("ana_example")), new Tip("us-fbi").ScreenName("ana_example"));
        var own = await desk.ReceiveAsync(tip);
        var into = await desk.ReceiveAsync(new Tip("us-ice").Account("b7-000007"));
        await desk.AsReyes.RejectLinkAsync(new RejectLinkRequest { RequestId = "r-1", ReferralId = tip.Id, CaseId = one.CaseId, Reason = LinkReason.OtherPerson });

        await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = "m-1", IntoCaseId = into.CaseId, FromCaseId = one.CaseId, Reason = LinkReason.SamePerson });

        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.AsReyes.ConfirmLinkAsync(
            new ConfirmLinkRequest { RequestId = "c-1", ReferralId = tip.Id, CaseId = into.CaseId, Reason = LinkReason.SamePerson }).ResponseAsync));
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.AsReyes.MergeCasesAsync(
            new MergeCasesRequest { RequestId = "m-2", IntoCaseId = into.CaseId, FromCaseId = own.CaseId, Reason = LinkReason.SamePerson }).ResponseAsync));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_would_be_is_told_and_nothing_changes(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var one = await desk.ReceiveAsync(First.Account("a1-000042"));
        var other = await desk.ReceiveAsync(new Tip("us-fbi").Account("b7-000007"));
        var records = (await desk.Matching.AuditBodiesAsync()).Count;

        var preview = await desk.AsReyes.MergeCasesAsync(new MergeCasesRequest { RequestId = "m-1", IntoCaseId = one.CaseId, FromCaseId = other.CaseId, Reason = LinkReason.SamePerson, ValidateOnly = true });

        Assert.Equal(2, preview.After[0].ReferralCount);
        Assert.Equal(1, (await desk.AsReyes.GetMatchesAsync(new GetMatchesRequest { CaseId = one.CaseId })).Case.ReferralCount);
        Assert.Equal(records, (await desk.Matching.AuditBodiesAsync()).Count);
    }

    [Fact]
    public async Task What_may_not_be_is_refused_with_its_reason()
    {
        await using var desk = await Desk.StartAsync(StoreKind.Sqlite);
        var tip = new Tip("uk-nca").Account("a1-000042");
        var one = await desk.ReceiveAsync(tip);
        var other = await desk.ReceiveAsync(new Tip("us-fbi").Account("b7-000007"));
        var abroad = await desk.ReceiveAsync(new Tip("us-fbi") { Countries = ["NZ"] }.Account("c3-000003"));
        Task Merge(string into, string from, int version = 0) => desk.AsReyes.MergeCasesAsync(
            new MergeCasesRequest { RequestId = $"m-{Guid.NewGuid():n}", IntoCaseId = into, FromCaseId = from, Reason = LinkReason.SamePerson, ExpectedIntoVersion = version }).ResponseAsync;
        Task Split(string id, string into) => desk.AsReyes.SplitCaseAsync(
            new SplitCaseRequest { RequestId = $"s-{Guid.NewGuid():n}", CaseId = one.CaseId, ReferralIds = { id }, IntoCaseId = into, Reason = LinkReason.OtherPerson }).ResponseAsync;

        Assert.Equal("VERSION_CHANGED", await ReasonOf(() => Merge(one.CaseId, other.CaseId, version: 7)));
        Assert.Equal(StatusCode.NotFound, await CodeOf(() => Merge(one.CaseId, abroad.CaseId)));
        Assert.Equal(StatusCode.NotFound, await CodeOf(() => Merge(one.CaseId, Ids.New("case"))));
        Assert.Equal(StatusCode.InvalidArgument, await CodeOf(() => Merge(one.CaseId, one.CaseId)));
        Assert.Equal("NOTHING_LEFT", await ReasonOf(() => Split(tip.Id, "")));
        Assert.Equal("NOT_IN_CASE", await ReasonOf(() => Split(other.Referral.ReferralId, "")));
        await Merge(one.CaseId, other.CaseId);
        Assert.Equal("MERGED", await ReasonOf(() => Merge(other.CaseId, one.CaseId)));
        Assert.Equal("NOT_FROM_THERE", await ReasonOf(() => Split(tip.Id, other.CaseId)));
    }

    private static async Task<StatusCode> CodeOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;

    private static async Task<string> ReasonOf(Func<Task> call) =>
        (await Assert.ThrowsAsync<RpcException>(call)).GetDetails()!.Details[0].Unpack<Google.Rpc.ErrorInfo>().Type;
}
