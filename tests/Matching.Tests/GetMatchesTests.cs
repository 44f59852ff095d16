using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class GetMatchesTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_officer_reads_why_a_referral_was_linked(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = new Tip("uk-nca").Account("account-000042");
        var matched = await desk.ReceiveAsync(first);
        var tip = new Tip("us-fbi").Account("ACCOUNT-000042");
        await desk.ReceiveAsync(tip);

        var answer = await desk.MatchesOfAsync(tip);

        var match = Assert.Single(answer.Matches);
        Assert.Equal((tip.Id, matched.CaseId, first.Id, MatchDecision.Linked), (match.ReferralId, match.CaseId, match.ExemplarReferralId, match.Decision));
        Assert.Equal((2, 2, "ACCOUNT ac****42"), (match.ReferralCount, match.AgencyCount, match.StrongestReason));
        var comparison = Assert.Single(match.Explanation.Comparisons);
        Assert.Equal((IdentifierType.Account, "exact", 1, "ac****42"), (comparison.IdentifierType, comparison.Level, comparison.Frequency, comparison.MaskedValue));
        Assert.True(match.Explanation.StrongIdentifier);
        Assert.Equal([first.Id, tip.Id], answer.Case.ReferralIds);
        Assert.Equal(["uk-nca", "us-fbi"], answer.Case.AgencyIds);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_weak_identifier_is_a_suggestion_of_the_referral_and_of_the_case(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(new Tip("uk-nca").ScreenName("ana_example"));
        var tip = new Tip("us-fbi").ScreenName("Ana_Example");
        var second = await desk.ReceiveAsync(tip);

        var ofReferral = Assert.Single((await desk.MatchesOfAsync(tip)).Matches);
        var ofCase = Assert.Single((await desk.AsReyes.GetMatchesAsync(new GetMatchesRequest { CaseId = first.CaseId })).Matches);

        Assert.NotEqual(first.CaseId, second.CaseId);
        Assert.Equal(ofReferral, ofCase);
        Assert.Equal((MatchDecision.Suggested, first.CaseId), (ofReferral.Decision, ofReferral.CaseId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Pages_of_a_case_follow_one_another(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var opened = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042"));
        for (var i = 0; i < 7; i++)
            await desk.DeliverAsync(new Tip("us-fbi").Account("a1-000042"));
        var seen = new List<string>();
        var request = new GetMatchesRequest { CaseId = opened.CaseId, PageSize = 3 };
        do
        {
            var page = await desk.AsReyes.GetMatchesAsync(request);
            seen.AddRange(page.Matches.Select(match => match.MatchId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_case_of_another_desk_is_not_there_and_asking_is_recorded()
    {
        await using var desk = await Desk.StartAsync(StoreKind.Sqlite);
        var tip = new Tip("uk-nca") { Countries = [] }.Account("a1-000042");
        var matched = await desk.ReceiveAsync(tip);
        var lind = desk.As(Callers.Officer("lind", "general"));
        var records = (await desk.Matching.AuditBodiesAsync()).Count;

        Assert.Equal(matched.CaseId, (await lind.GetMatchesAsync(new GetMatchesRequest { ReferralId = tip.Id })).Case.CaseId);
        Assert.Equal(StatusCode.NotFound, await CodeOf(desk.AsReyes, new GetMatchesRequest { ReferralId = tip.Id }));
        Assert.Equal(StatusCode.NotFound, await CodeOf(desk.AsReyes, new GetMatchesRequest { ReferralId = Ids.New("ref") }));
        var refused = (await desk.Matching.AuditBodiesAsync()).Skip(records).ToList();
        Assert.Equal(2, refused.Count);
        Assert.All(refused, body => Assert.Contains("access_refused", body));
        Assert.All(refused, body => Assert.DoesNotContain(tip.Id, body));
    }

    [Fact]
    public async Task A_bad_request_is_refused_and_an_agency_may_not_ask()
    {
        await using var desk = await Desk.StartAsync(StoreKind.Sqlite);

        Assert.Equal(StatusCode.InvalidArgument, await CodeOf(desk.AsReyes, new GetMatchesRequest()));
        Assert.Equal(StatusCode.InvalidArgument, await CodeOf(desk.AsReyes, new GetMatchesRequest { CaseId = "case-1" }));
        Assert.Equal(StatusCode.InvalidArgument, await CodeOf(desk.AsReyes, new GetMatchesRequest { CaseId = Ids.New("case"), PageToken = "?" }));
        Assert.Equal(StatusCode.PermissionDenied, await CodeOf(desk.As(Callers.Agency("uk-nca")), new GetMatchesRequest { CaseId = Ids.New("case") }));
    }

    private static async Task<StatusCode> CodeOf(MatchingService.MatchingServiceClient client, GetMatchesRequest request) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await client.GetMatchesAsync(request))).StatusCode;
}
