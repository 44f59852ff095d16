using Grpc.Core;
using Referrals.Matching.ConfirmLink;
using Referrals.Matching.FindSimilar;
using Referrals.Matching.GetMatches;
using Referrals.Matching.MergeCases;
using Referrals.Matching.MoveReferrals;
using Referrals.Matching.QueryIdentifier;
using Referrals.Matching.RejectLink;
using Referrals.Matching.SplitCase;
using Referrals.Matching.SummariseSuggestions;
using Referrals.Matching.TrainModel;
using Referrals.Matching.V1;

namespace Referrals.Matching;

/// <summary>Serves <c>referrals.matching.v1.MatchingService</c>; each feature's folder has its part.</summary>
public sealed partial class MatchingGrpcService(
    MatchReader reader, SuggestionReader suggestions, DeskScope desks, Corrections corrections, ConfirmLinkHandler confirm, RejectLinkHandler reject, SplitCaseHandler split,
    MergeCasesHandler merge, AgencyContacts contacts, QueryIdentifierHandler query, TrainModelHandler trainer, SimilarNarratives similar)
    : MatchingService.MatchingServiceBase
{
    public override Task<ConfirmLinkResponse> ConfirmLink(ConfirmLinkRequest request, ServerCallContext context) =>
        corrections.RunAsync<ConfirmLinkRequest, ConfirmLinkResponse>(
            request, request.ValidateOnly, context, new Corrected([request.ReferralId], [request.CaseId]), (work, officer, token) => confirm.RunAsync(work, officer, request, token));

    public override Task<RejectLinkResponse> RejectLink(RejectLinkRequest request, ServerCallContext context) =>
        corrections.RunAsync<RejectLinkRequest, RejectLinkResponse>(
            request, false, context, new Corrected([request.ReferralId], [request.CaseId]), (work, officer, token) => reject.RunAsync(work, officer, request, token));

    public override Task<SplitCaseResponse> SplitCase(SplitCaseRequest request, ServerCallContext context) =>
        corrections.RunAsync<SplitCaseRequest, SplitCaseResponse>(
            request, request.ValidateOnly, context, new Corrected(request.ReferralIds, [request.CaseId, request.IntoCaseId]), (work, officer, token) => split.RunAsync(work, officer, request, token));

    public override Task<MergeCasesResponse> MergeCases(MergeCasesRequest request, ServerCallContext context) =>
        corrections.RunAsync<MergeCasesRequest, MergeCasesResponse>(
            request, request.ValidateOnly, context, new Corrected([], [request.IntoCaseId, request.FromCaseId], Emptied: request.FromCaseId), (work, officer, token) => merge.RunAsync(work, officer, request, token));
}
