using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <inheritdoc/>
    public override async Task<AcceptResponse> Accept(AcceptRequest request, ServerCallContext context)
    {
        AcceptRules.Validate(request).Check();
        var answer = await commands.RunAsync<AcceptRequest, AcceptResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (ClaimRules.ToDispose(row, officer.Name, request.ClaimToken, request.ExpectedVersion, Now) is { } refusal)
                return refusal;
            var priority = request.Priority == Priority.Unspecified ? row.Priority : request.Priority;
            var hold = AcceptRules.Hold(request, priority);
            if (hold.IsRefused)
                return hold.Refusal!;

            CaseStanding.Keep(row);
            if (priority != row.Priority)
                (row.Priority, row.PriorityReason) = (priority, PriorityReason.OfficerDecision);
            Close(row, Disposition.Actionable);
            var change = new CaseChange(work, row, officer);
            var decision = change.Enter(DecisionKind.Accepted);
            (decision.Disposition, decision.Priority, decision.Justification) = (Disposition.Actionable, priority, request.Justification);
            (decision.Note, decision.LeadTeamId) = (await words.SealNoteAsync(work, decision, request.Note, token), request.LeadTeamId);
            change.Record(new AuditEntry
            {
                Type = AuditTypes.Accepted,
                From = CaseChange.CustodyOf(row),
                Justification = Codes.Of(request.Justification),
                Details = AcceptedDetails(priority, row.ReportCount, request.LeadTeamId),
            });

            if (hold.Value > TimeSpan.Zero)
                (row.State, row.UndoUntil) = (CountryCaseState.AcceptHeld, Now + hold.Value);
            else
                await Acceptances.TakeEffectAsync(work, row, decision, token);
            return new AcceptResponse { CountryCase = CaseMessages.Of(row, Now), DecisionId = CaseMessages.IdOf(decision.Number) };
        });
        TriageMetrics.Decided(answer.CountryCase);
        return answer;
    }

    private static Dictionary<string, string> AcceptedDetails(Priority priority, int referrals, string leadTeam)
    {
        var details = new Dictionary<string, string> { ["priority"] = Codes.Of(priority), ["referrals"] = CaseMessages.IdOf(referrals) };
        if (leadTeam.Length > 0)
            details["leadTeam"] = leadTeam;
        return details;
    }

    /// <summary>Takes a case out of the queue with a disposition.</summary>
    private static void Close(CountryCaseRow row, Disposition disposition)
    {
        row.Disposition = disposition;
        row.Queued = false;
        row.Orphaned = false;
        row.OrphanReason = OrphanReason.Unspecified;
        row.Escalated = false;
        Claims.Clear(row);
    }
}
