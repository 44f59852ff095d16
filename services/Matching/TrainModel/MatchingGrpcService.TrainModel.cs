using Grpc.Core;
using Referrals.Matching.TrainModel;
using Referrals.Matching.V1;

namespace Referrals.Matching;

public sealed partial class MatchingGrpcService
{
    public override async Task<TrainModelResponse> TrainModel(TrainModelRequest request, ServerCallContext context)
    {
        var training = await trainer.LearnAsync(request, context.CancellationToken);
        if (request.ValidateOnly)
            return training.Answer(training.Model);
        var answer = await corrections.RunAsync<TrainModelRequest, TrainModelResponse>(
            request, false, context, (work, caller, token) => TrainModelHandler.StoreAsync(work, caller, training, token));
        MatchingMetrics.Trained();
        return answer;
    }

    public override Task<UseModelResponse> UseModel(UseModelRequest request, ServerCallContext context) =>
        corrections.RunAsync<UseModelRequest, UseModelResponse>(request, false, context, (work, caller, token) => trainer.UseAsync(work, caller, request, token));
}
