using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    /// <inheritdoc/>
    public override async Task<RejectResponse> Reject(RejectRequest request, ServerCallContext context)
    {
        RejectionRules.Validate(request).Check();
        var answer = await commands.RunAsync<RejectRequest, RejectResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (ClaimRules.ToDispose(row, officer.Name, request.ClaimToken, request.ExpectedVersion, Now) is { } refusal)
                return refusal;
            var decision = await RejectAsync(work, officer, row, request, token);
            return new RejectResponse { CountryCase = CaseMessages.Of(row, Now), DecisionId = CaseMessages.IdOf(decision.Number) };
        });
        TriageMetrics.Decided(answer.CountryCase);
        return answer;
    }

    private async Task<DecisionRow> RejectAsync(
        Work<TriageDbContext> work, Principal officer, CountryCaseRow row, RejectRequest request, CancellationToken cancellationToken)
    {
        CaseStanding.Keep(row);
        Close(row, request.Disposition);
        row.State = CountryCaseState.Rejected;
        row.MissingDatum = RejectionRules.WouldReopen(request.MissingDatum, request.InformationalReason);
        var change = new CaseChange(work, row, officer);
        var decision = change.Enter(DecisionKind.Rejected);
        (decision.Disposition, decision.InformationalReason, decision.MissingDatum) = (request.Disposition, request.InformationalReason, request.MissingDatum);
        (decision.Justification, decision.Note) = (request.Justification, await words.SealNoteAsync(work, decision, request.Note, cancellationToken));
        var details = new Dictionary<string, string> { ["disposition"] = Codes.Of(request.Disposition) };
        if (request.InformationalReason != InformationalReason.Unspecified)
            details["informationalReason"] = Codes.Of(request.InformationalReason);
        if (request.MissingDatum != RequestedDatum.Unspecified)
            details["missingDatum"] = Codes.Of(request.MissingDatum);
        change.Record(new AuditEntry
        {
            Type = AuditTypes.Rejected,
            From = CaseChange.CustodyOf(row),
            Justification = Codes.Of(request.Justification),
            Details = details,
        });
        change.Publish(new CaseRejected
        {
            CountryCase = row.Name,
            CaseId = row.CaseId,
            Disposition = request.Disposition,
            InformationalReason = request.InformationalReason == InformationalReason.Unspecified ? null : request.InformationalReason,
            MissingDatum = request.MissingDatum == RequestedDatum.Unspecified ? null : request.MissingDatum,
        });
        return decision;
    }
}
