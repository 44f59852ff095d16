using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Routing.HandOffs;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override Task<V1.RecordProgressResponse> RecordProgress(V1.RecordProgressRequest request, ServerCallContext context) => ChangeAsync(
        request,
        context,
        request.HandOffId,
        (violations, now) =>
        {
            violations.Require(request.Code != ProgressCode.Unspecified, "code", "is required", "REQUIRED");
            TaskRules.Check(request.Tasks, request.TasksDone, now, violations);
        },
        async (routed, handOff, token) => await RecordProgressAsync(routed, handOff, request, token));

    private static async Task<Result<V1.RecordProgressResponse>> RecordProgressAsync(
        RoutedCase routed, HandOffRow handOff, V1.RecordProgressRequest request, CancellationToken cancellationToken)
    {
        var decision = HandOffRules.Decide(new HandOffStanding(handOff.State, handOff.AcknowledgeBy), new HandOffCommand.RecordProgress(), routed.Now);
        if (decision.Refusal is { } refusal)
            return refusal;

        routed.Enter(handOff, decision.Value);
        TeamReports.Take(routed, handOff, request.Tasks, request.TasksDone);
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Progress, Progress = request.Code });
        TeamReports.NoteTasks(routed, handOff, request.Tasks, request.TasksDone);
        routed.Publish(new ProgressRecorded
        {
            HandOffId = handOff.HandOffId,
            CountryCase = handOff.CountryCase,
            TeamId = handOff.TeamId,
            Role = handOff.Role,
            Progress = request.Code,
        });
        routed.Leave(TeamReports.WithTasks(routed.Record(AuditTypes.Progress, handOff), handOff, ("progress", Policies.Words<ProgressCode>.Of(request.Code))));
        await routed.SaveAsync(cancellationToken);
        return new V1.RecordProgressResponse { HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken) };
    }
}
