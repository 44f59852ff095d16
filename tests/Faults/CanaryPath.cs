using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Operations.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Testing.Canaries;
using Referrals.Testing.Processes;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Faults;

/// <summary>The whole way of one referral, with a planted word wherever somebody may write.</summary>
internal sealed class CanaryPath(ExchangeAccess exchange)
{
    private readonly IntakeService.IntakeServiceClient agency = new(exchange.Call("intake", "agency/uk-nca"));
    private readonly TriageService.TriageServiceClient officer = new(exchange.Call("triage", "officer/okoro"));
    private readonly OperationsService.OperationsServiceClient triageProcess = new(exchange.Call("triage", "operator"));
    private readonly RoutingService.RoutingServiceClient routing = new(exchange.Call("routing", "officer/okoro"));

    public async Task<string> SubmitAsync()
    {
        var response = await agency.SubmitAsync(new SubmitRequest { RequestId = Fresh(), Referral = CanaryReferral.Of("EX-2026-900001") });

        // Sent again, differing, refused: the difference is named and nothing of it repeated.
        var differing = CanaryReferral.Of("EX-2026-900001");
        differing.Narrative += CanaryWords.Word("again");
        await Assert.ThrowsAsync<RpcException>(() => agency.SubmitAsync(new SubmitRequest { RequestId = Fresh(), Referral = differing }).ResponseAsync);
        return response.Receipt.ReferralId;
    }

    public Task ParkedAsync() => Eventually.Async(
        async () => (await triageProcess.ListParkedAsync(new ListParkedRequest())).Parked > 0, TimeSpan.FromMinutes(1), "what the desk cannot take is parked");

    public Task RedriveAsync() => triageProcess.RedriveAsync(new RedriveRequest { RequestId = Fresh(), All = true }).ResponseAsync;

    /// <summary>Asked for more, added to, accepted, declined, taken by the next team, passed on, and read by all of them.</summary>
    public async Task GoAsync(string referral)
    {
        var countryCase = await QueuedAsync();
        await officer.EscalateAsync(new EscalateRequest { RequestId = Fresh(), CountryCase = countryCase, Justification = JustificationCode.OfficerJudgement, Note = CanaryWords.Word("escalate") });
        await officer.SaveDraftAsync(new SaveDraftRequest { RequestId = Fresh(), CountryCase = countryCase, Draft = new Draft { Note = CanaryWords.Word("draft"), Question = CanaryWords.Word("draftquestion") } });
        var asked = await DecideAsync(countryCase, claim => officer.RequestInformationAsync(new RequestInformationRequest
        {
            RequestId = Fresh(),
            CountryCase = countryCase,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            ReferralId = referral,
            Data = { RequestedDatum.Other },
            Question = CanaryWords.Word("question"),
        }));
        await Eventually.Async(async () => (await ReadAsync(agency, referral)).InformationRequests.Count == 1, because: "the sender is asked");
        await agency.AnswerInformationRequestAsync(new AnswerInformationRequestRequest
        {
            RequestId = Fresh(),
            ReferralId = referral,
            InformationRequestId = asked.InformationRequestId,
            Content = CanaryReferral.Supplement(),
        });
        await agency.AddInformationAsync(new Referrals.Intake.V1.AddInformationRequest { RequestId = Fresh(), ReferralId = referral, Content = CanaryReferral.Supplement() });
        await Eventually.Async(async () => (await officer.GetCaseAsync(new GetCaseRequest { CountryCase = countryCase })).Referrals[0].Supplements == 2, because: "both arrive");
        await AcceptAsync(countryCase);
        var first = await LeadAsync(countryCase);
        await TeamOf(first).DeclineAsync(new DeclineRequest { RequestId = Fresh(), HandOffId = first.HandOffId, Reason = DeclineReason.Other, Text = CanaryWords.Word("decline") });
        var second = await LeadAsync(countryCase);
        await TeamOf(second).AcknowledgeAsync(new AcknowledgeRequest { RequestId = Fresh(), HandOffId = second.HandOffId, TeamReference = "T-1" });
        var team = new IntakeService.IntakeServiceClient(exchange.Call("intake", $"team/{second.TeamId}"));
        await Eventually.Async(
            async () => (await Eventually.AnsweredAsync(() => ReadAsync(team, referral), [StatusCode.NotFound], "intake hears of the offer")).Content is not null,
            because: "the team reads it");
        await routing.RevokeAsync(new RevokeRequest { RequestId = Fresh(), HandOffId = second.HandOffId, Reason = CustodyChangeReason.Other, Text = CanaryWords.Word("revoke"), OfferNext = true });
    }

    public async Task EraseAsync(string referral)
    {
        var records = new IntakeService.IntakeServiceClient(exchange.Call("intake", "operator"));
        await records.EraseAsync(new EraseRequest { RequestId = Fresh(), ReferralId = referral, Reason = ErasureReason.ProhibitedContent });
        var read = await ReadAsync(agency, referral);
        Assert.Null(read.Content);
        Assert.All(read.Supplements, supplement => Assert.Null(supplement.Content));
    }

    private static string Fresh() => Guid.NewGuid().ToString("N");

    private static async Task<SubmittedReferral> ReadAsync(IntakeService.IntakeServiceClient reader, string referral) => (await reader.GetAsync(
        new GetRequest { ReferralId = referral, ReadMask = new() { Paths = { "facts", "content", "supplements", "information_requests", "salts" } } })).Referral;

    private async Task<string> QueuedAsync() =>
        (await Eventually.ResultAsync(async () => await officer.ListQueueAsync(new ListQueueRequest()), queue => queue.Cases.Count == 1, because: "the case is queued")).Cases[0].Name;

    private Task<AcceptResponse> AcceptAsync(string countryCase) => DecideAsync(countryCase, claim => officer.AcceptAsync(new AcceptRequest
    {
        RequestId = Fresh(),
        CountryCase = countryCase,
        ClaimToken = claim.Claim.ClaimToken,
        ExpectedVersion = claim.CountryCase.Version,
        Justification = JustificationCode.OfficerJudgement,
        Note = CanaryWords.Word("accept"),
    }));

    /// <summary>What matching says may change the case between the claim and the decision: then it is claimed anew, as an officer would.</summary>
    private Task<T> DecideAsync<T>(string countryCase, Func<ClaimResponse, AsyncUnaryCall<T>> decide) => Eventually.AnsweredAsync(
        async () => await decide(await officer.ClaimAsync(new ClaimRequest { RequestId = Fresh(), CountryCase = countryCase })),
        [StatusCode.Aborted],
        "the case stands still");

    private async Task<HandOff> LeadAsync(string countryCase)
    {
        var answer = await Eventually.ResultAsync(
            async () => await routing.ListCaseHandOffsAsync(new ListCaseHandOffsRequest { CountryCase = countryCase }),
            answer => answer.HandOffs.Any(handOff => handOff is { Role: HandOffRole.Lead, State: HandOffState.Offered }),
            because: "a lead is offered the case");
        return answer.HandOffs.First(handOff => handOff is { Role: HandOffRole.Lead, State: HandOffState.Offered });
    }

    private RoutingService.RoutingServiceClient TeamOf(HandOff handOff) => new(exchange.Call("routing", $"team/{handOff.TeamId}"));
}
