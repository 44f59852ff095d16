using Grpc.Core;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <inheritdoc/>
    public override Task<EscalateResponse> Escalate(EscalateRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Justified(request.Justification, request.Note).Check();
        return commands.RunAsync<EscalateRequest, EscalateResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (!row.Queued)
                return ClaimRules.Decided(row);
            if (request.ExpectedVersion != 0 && ClaimRules.ToChange(row, request.ExpectedVersion) is { } refusal)
                return refusal;

            row.Escalated = true;
            var change = new CaseChange(work, row, officer);
            var decision = change.Enter(DecisionKind.Escalated);
            (decision.Justification, decision.Note) = (request.Justification, await words.SealNoteAsync(work, decision, request.Note, token));
            change.Record(AuditTypes.Escalated, request.Justification);
            change.Publish(new CaseEscalated { CountryCase = row.Name, Desk = row.Desk, Justification = request.Justification });
            return new EscalateResponse { CountryCase = CaseMessages.Of(row, Now) };
        });
    }
}
