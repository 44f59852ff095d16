using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.RecordOutcome;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override Task<V1.RecordOutcomeResponse> RecordOutcome(V1.RecordOutcomeRequest request, ServerCallContext context) => ChangeAsync(
        request,
        context,
        request.HandOffId,
        (violations, now) =>
        {
            OutcomeRules.Check(request.Outcome, violations);
            TaskRules.Check(request.Tasks, request.TasksDone, now, violations);
        },
        async (routed, handOff, token) => await RecordOutcomeAsync(routed, handOff, request, token));

    private static async Task<Result<V1.RecordOutcomeResponse>> RecordOutcomeAsync(
        RoutedCase routed, HandOffRow handOff, V1.RecordOutcomeRequest request, CancellationToken cancellationToken)
    {
        var outcome = request.Outcome.Clone();
        outcome.RecordedAt = routed.Now.ToTimestamp();
        var remaining = TaskRules.After(OpenTask.Read(handOff.Tasks), request.Tasks, request.TasksDone);
        var standing = new HandOffStanding(handOff.State, handOff.AcknowledgeBy, handOff.TransferredTo is not null);
        var decision = HandOffRules.Decide(standing, new HandOffCommand.RecordOutcome(outcome.Outcome, remaining.Count > 0, request.KeepOpen), routed.Now);
        if (decision.Refusal is { } refusal)
            return refusal;

        // The outcome is the work of the team that still holds it; the end of its custody is a record of its own.
        var before = routed.Enter(handOff, decision.Value);
        TeamReports.Take(routed, handOff, request.Tasks, request.TasksDone);
        handOff.Outcome = outcome.Outcome;
        handOff.OutcomeDetails = JsonFormatter.Default.Format(outcome);
        handOff.Safeguarded += outcome.PersonsSafeguarded;
        handOff.Arrested += outcome.PersonsArrested;
        Report(routed, handOff, outcome);
        TeamReports.NoteTasks(routed, handOff, request.Tasks, request.TasksDone);
        if (handOff.State == HandOffState.Completed)
            Complete(routed, handOff, before);
        await routed.SaveAsync(cancellationToken);
        return new V1.RecordOutcomeResponse { HandOff = await HandOffView.ReadAsync(routed, handOff, cancellationToken) };
    }

    private static void Report(RoutedCase routed, HandOffRow handOff, V1.HandOffOutcome outcome)
    {
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Outcome, Outcome = outcome });
        routed.Publish(new OutcomeRecorded
        {
            HandOffId = handOff.HandOffId,
            CountryCase = handOff.CountryCase,
            TeamId = handOff.TeamId,
            Role = handOff.Role,
            Outcome = outcome.Outcome,
            ClosedReason = outcome.ClosedReason == ClosedReason.Unspecified ? null : outcome.ClosedReason,
            Safeguarded = outcome.PersonsSafeguarded,
            Arrested = outcome.PersonsArrested,
            Usefulness = outcome.Usefulness,
        });
        routed.Leave(TeamReports.WithTasks(
            routed.Record(AuditTypes.Outcome, handOff),
            handOff,
            ("outcome", Words<Outcome>.Of(outcome.Outcome)),
            ("closedReason", outcome.ClosedReason == ClosedReason.Unspecified ? "" : Words<ClosedReason>.Of(outcome.ClosedReason)),
            ("safeguarded", outcome.PersonsSafeguarded.ToString(CultureInfo.InvariantCulture)),
            ("arrested", outcome.PersonsArrested.ToString(CultureInfo.InvariantCulture)),
            ("usefulness", outcome.Usefulness == Usefulness.Unspecified ? "" : Words<Usefulness>.Of(outcome.Usefulness))));
    }

    private static void Complete(RoutedCase routed, HandOffRow handOff, string custodianBefore)
    {
        routed.Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Completed });
        routed.Publish(new HandOffCompleted { HandOffId = handOff.HandOffId, CountryCase = handOff.CountryCase, TeamId = handOff.TeamId, Role = handOff.Role });
        var isLead = handOff.Role == HandOffRole.Lead;
        routed.Leave(routed.Record(AuditTypes.Completed, handOff) with { From = isLead ? custodianBefore : null, To = isLead ? routed.Row.Custodian : null });
    }
}
