using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

internal sealed partial class TriageGrpcService
{
    private const string SecurityStream = "security";

    /// <inheritdoc/>
    public override Task<DecideManyResponse> DecideMany(DecideManyRequest request, ServerCallContext context)
    {
        DecideManyRules.Validate(request).Check();
        if (request.ValidateOnly)
        {
            var officer = context.GetPrincipal();
            return store.ExecuteAsync((work, token) => DecideManyAsync(work, officer, request, context.Method, token), _ => false, context.CancellationToken);
        }

        return commands.RunAsync<DecideManyRequest, DecideManyResponse>(
            request, context, async (work, officer, token) => await DecideManyAsync(work, officer, request, context.Method, token));
    }

    private async Task<DecideManyResponse> DecideManyAsync(
        Work<TriageDbContext> work, Principal officer, DecideManyRequest request, string method, CancellationToken cancellationToken)
    {
        await work.LockCasesAsync(request.Items.Select(item => item.CountryCase), cancellationToken);
        var results = new List<DecideManyResult>();
        foreach (var item in request.Items)
        {
            var result = new DecideManyResult { CountryCase = item.CountryCase };
            var found = await work.FindForAsync(officer, item.CountryCase, cancellationToken);
            if ((found.Refusal ?? await DecideOneAsync(work, officer, found.Value, item, request, result, cancellationToken)) is { } refusal)
                result.Error = new ItemError { Code = (int)refusal.Code, Message = refusal.Text, Reason = refusal.Reason };
            else
                result.Done = CaseMessages.Of(found.Value, Now);
            if (found.Refusal is { IsDenial: true })
                RecordDenial(work, officer, method);
            results.Add(result);
        }

        return new DecideManyResponse
        {
            Results = { results },
            Done = results.Count(result => result.Error is null),
        };
    }

    private async Task<Refusal?> DecideOneAsync(
        Work<TriageDbContext> work,
        Principal officer,
        CountryCaseRow row,
        DecideManyItem item,
        DecideManyRequest request,
        DecideManyResult result,
        CancellationToken cancellationToken)
    {
        if (item.ExpectedVersion != 0 && ClaimRules.ToChange(row, item.ExpectedVersion) is { } changed)
            return row.Queued ? changed : ClaimRules.Decided(row);
        switch (request.ActionCase)
        {
            case DecideManyRequest.ActionOneofCase.Claim:
                if (TakeClaim(work, officer, row) is { } taken)
                    return taken;
                result.Claim = Claims.ToMessage(row);
                return null;
            case DecideManyRequest.ActionOneofCase.Release:
                if (!Claims.IsHeldBy(row, officer.Name, Now))
                    return Refusal.FailedPrecondition("NOT_HELD", "the case is not held by you");
                GiveUpClaim(work, officer, row);
                return null;
            case DecideManyRequest.ActionOneofCase.Assign:
                if (!row.Queued)
                    return ClaimRules.Decided(row);
                AssignTo(work, officer, row, request.Assign.Officer);
                return null;
            default:
                if (DecideManyRules.ToReject(row, officer.Name, item.ExpectedVersion, Now) is { } refusal)
                    return refusal;
                result.DecisionId = CaseMessages.IdOf((await RejectAsync(work, officer, row, RejectionOf(request.RejectInformational), cancellationToken)).Number);
                return null;
        }
    }

    private static RejectRequest RejectionOf(BulkRejectInformational reject) => new()
    {
        Disposition = Disposition.Informational,
        InformationalReason = reject.InformationalReason,
        Justification = reject.Justification,
        Note = reject.Note,
    };

    /// <summary>The whole call is answered, so that what one item asked for is recorded here.</summary>
    private static void RecordDenial(Work<TriageDbContext> work, Principal officer, string method) => work.Record(SecurityStream, new AuditEntry
    {
        Type = AuditTypes.AccessRefused,
        Actor = officer,
        Details = new Dictionary<string, string> { ["method"] = method, ["status"] = nameof(StatusCode.NotFound) },
    });
}
