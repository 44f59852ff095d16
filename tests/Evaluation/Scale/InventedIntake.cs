using Grpc.Core;
using Referrals.Intake.V1;

namespace Referrals.Evaluation.Scale;

/// <summary>Intake as Matching sees it, with the content of an invented corpus.</summary>
internal sealed class InventedIntake(InventedCorpus corpus) : IntakeService.IntakeServiceBase
{
    public override Task<GetForMatchingResponse> GetForMatching(GetForMatchingRequest request, ServerCallContext context) => Task.FromResult(new GetForMatchingResponse
    {
        Contents = { request.Keys.Select(key => new MatchingContent { ReferralId = key.ReferralId, Content = corpus.Referral(InventedCorpus.NumberOf(key.ReferralId)) }) },
    });
}
