using Grpc.Core;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;

namespace Referrals.Matching;

/// <summary>What comes with the whole matcher: officers' corrections.</summary>
public sealed partial class MatchingGrpcService
{
    private const string Corrections = "suggestions are shown by GetMatches and cannot be confirmed or rejected yet";
    private const string Cases = "cases cannot be split or merged yet";

    public override Task<ConfirmLinkResponse> ConfirmLink(ConfirmLinkRequest request, ServerCallContext context) => throw NotYet(Corrections);

    public override Task<RejectLinkResponse> RejectLink(RejectLinkRequest request, ServerCallContext context) => throw NotYet(Corrections);

    public override Task<SplitCaseResponse> SplitCase(SplitCaseRequest request, ServerCallContext context) => throw NotYet(Cases);

    public override Task<MergeCasesResponse> MergeCases(MergeCasesRequest request, ServerCallContext context) => throw NotYet(Cases);

    private static RefusedException NotYet(string text) => new(new Refusal(StatusCode.Unimplemented, "NOT_IMPLEMENTED", $"not in this version: {text}"));
}
