using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <inheritdoc/>
    public override Task<SetPriorityResponse> SetPriority(SetPriorityRequest request, ServerCallContext context)
    {
        var violations = RequestRules.CountryCase(request.CountryCase)
            .Claim(request.ClaimToken)
            .Version(request.ExpectedVersion)
            .Justified(request.Justification, request.Note);
        violations.Require(request.Priority != Priority.Unspecified, "priority", "is required", "REQUIRED");
        violations.Check();
        return commands.RunAsync<SetPriorityRequest, SetPriorityResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (ClaimRules.ToDecide(row, officer.Name, request.ClaimToken, request.ExpectedVersion, Now) is { } refusal)
                return refusal;

            var from = row.Priority;
            var change = new CaseChange(work, row, officer);
            var decision = queue.Change(work, row, change, new Assessment(request.Priority, PriorityReason.OfficerDecision));
            (decision.Priority, decision.Justification) = (request.Priority, request.Justification);
            decision.Note = await words.SealNoteAsync(work, decision, request.Note, token);
            change.Record(AuditTypes.PriorityChanged, request.Justification, ("priorityBefore", Codes.Of(from)), ("priority", Codes.Of(request.Priority)));
            return new SetPriorityResponse { CountryCase = CaseMessages.Of(row, Now) };
        });
    }
}
