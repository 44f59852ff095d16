using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const int DecisionIdLength = 9;

    /// <inheritdoc/>
    public override Task<UndoDecisionResponse> UndoDecision(UndoDecisionRequest request, ServerCallContext context)
    {
        var violations = RequestRules.CountryCase(request.CountryCase);
        violations.Text(request.DecisionId, "decisionId", DecisionIdLength);
        violations.Check();
        return commands.RunAsync<UndoDecisionRequest, UndoDecisionResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (!int.TryParse(request.DecisionId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || await work.Db.Decisions.FindAsync([row.Name, number], token) is not { } decision)
                return Refusal.NotFound("decision");
            if (UndoRules.ToUndo(row, decision, Now) is { } refusal)
                return refusal;
            await UndoAsync(work, officer, row, decision, token);
            return new UndoDecisionResponse { CountryCase = CaseMessages.Of(row, Now), Claim = Claims.ToMessage(row) };
        });
    }

    private async Task UndoAsync(Work<TriageDbContext> work, Principal officer, CountryCaseRow row, DecisionRow decision, CancellationToken cancellationToken)
    {
        // An acceptance within its hold has told nobody; a rejection has, so that the case must be told of again.
        var wasTold = row.State == CountryCaseState.Rejected;
        (row.Disposition, row.MissingDatum, row.UndoUntil) = (Disposition.Unspecified, RequestedDatum.Unspecified, null);
        UndoRules.PutBack(row, decision);
        row.Queued = true;
        Claims.Give(row, officer.Name, Now + options.Value.ClaimLease);
        decision.Undone = true;
        var change = new CaseChange(work, row, officer);
        change.Enter(DecisionKind.Undone).Undoes = decision.Number;
        change.Record(new AuditEntry
        {
            Type = AuditTypes.Undone,
            To = CaseChange.CustodyOf(row),
            Details = new Dictionary<string, string> { ["undone"] = Codes.Of(decision.Kind) },
        });
        if (!wasTold)
            return;
        row.Reopened = true;
        var latest = await work.Db.CaseReferrals.AsNoTracking()
            .Where(r => r.CountryCase == row.Name)
            .OrderByDescending(r => r.Position)
            .Select(r => r.ReferralId)
            .FirstAsync(cancellationToken);
        change.Publish(CaseQueue.Opened(row, latest));
    }
}
