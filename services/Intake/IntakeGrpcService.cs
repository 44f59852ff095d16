using Grpc.Core;
using Referrals.Intake.AddInformation;
using Referrals.Intake.AskSender;
using Referrals.Intake.EraseReferral;
using Referrals.Intake.GetScorecard;
using Referrals.Intake.ListReferrals;
using Referrals.Intake.ReadReferral;
using Referrals.Intake.RecordConsent;
using Referrals.Intake.SubmitForCase;
using Referrals.Intake.SubmitReferral;
using Referrals.Intake.V1;
using Referrals.Intake.WatchStatus;
using Referrals.Intake.Withdraw;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Intake;

/// <summary>The rpcs of Intake, each with its handler.</summary>
public sealed class IntakeGrpcService(
    SubmitHandler submit,
    SubmitManyHandler submitMany,
    GetHandler get,
    ListHandler list,
    WatchStatusHandler watch,
    AddInformationHandler addInformation,
    AnswerHandler answer,
    ConsentHandler consent,
    WithdrawHandler withdraw,
    GetReceiptHandler receipt,
    GetForMatchingHandler forMatching,
    SubmitForCaseHandler forCase,
    RecordInformationRequestHandler recordRequest,
    EraseHandler erase,
    ScorecardHandler scorecard) : IntakeService.IntakeServiceBase
{
    public override async Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context) =>
        (await submit.SubmitAsync(request.RequestId, request.Referral, context.GetPrincipal(), context.CancellationToken)).OrThrow();

    public override Task SubmitMany(IAsyncStreamReader<SubmitManyRequest> requestStream, IServerStreamWriter<SubmitManyResponse> responseStream, ServerCallContext context) =>
        submitMany.RunAsync(requestStream, responseStream, context.GetPrincipal(), context.CancellationToken);

    public override Task<GetResponse> Get(GetRequest request, ServerCallContext context) => get.GetAsync(request, context);

    public override Task<ListResponse> List(ListRequest request, ServerCallContext context) => list.ListAsync(request, context);

    public override Task WatchStatus(WatchStatusRequest request, IServerStreamWriter<WatchStatusResponse> responseStream, ServerCallContext context) =>
        watch.WatchAsync(request, responseStream, context);

    public override Task<AddInformationResponse> AddInformation(AddInformationRequest request, ServerCallContext context) => addInformation.AddAsync(request, context);

    public override Task<AnswerInformationRequestResponse> AnswerInformationRequest(AnswerInformationRequestRequest request, ServerCallContext context) =>
        answer.AnswerAsync(request, context);

    public override Task<GiveConsentResponse> GiveConsent(GiveConsentRequest request, ServerCallContext context) => consent.GiveAsync(request, context);

    public override Task<RefuseConsentResponse> RefuseConsent(RefuseConsentRequest request, ServerCallContext context) => consent.RefuseAsync(request, context);

    public override Task<WithdrawResponse> Withdraw(WithdrawRequest request, ServerCallContext context) => withdraw.WithdrawAsync(request, context);

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) => receipt.GetAsync(request, context);

    public override Task<GetForMatchingResponse> GetForMatching(GetForMatchingRequest request, ServerCallContext context) => forMatching.GetAsync(request, context);

    public override Task<SubmitForCaseResponse> SubmitForCase(SubmitForCaseRequest request, ServerCallContext context) => forCase.SubmitAsync(request, context);

    public override Task<RecordInformationRequestResponse> RecordInformationRequest(RecordInformationRequestRequest request, ServerCallContext context) =>
        recordRequest.RecordAsync(request, context);

    public override Task<EraseResponse> Erase(EraseRequest request, ServerCallContext context) => erase.EraseAsync(request, context);

    public override Task<GetScorecardResponse> GetScorecard(GetScorecardRequest request, ServerCallContext context) => scorecard.GetAsync(request, context);
}
