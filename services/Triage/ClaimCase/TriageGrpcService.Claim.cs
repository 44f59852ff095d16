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
    /// <inheritdoc/>
    public override Task<ClaimResponse> Claim(ClaimRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Check();
        return commands.RunAsync<ClaimRequest, ClaimResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var before = found.Value.Version;
            if (TakeClaim(work, officer, found.Value) is { } refusal)
                return refusal;
            return new ClaimResponse { Claim = Claims.ToMessage(found.Value), CountryCase = CaseMessages.Of(found.Value, Now), VersionBefore = before };
        });
    }

    /// <inheritdoc/>
    public override Task<ExtendClaimResponse> ExtendClaim(ExtendClaimRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Claim(request.ClaimToken).Check();
        return commands.RunAsync<ExtendClaimRequest, ExtendClaimResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            if (ClaimRules.ToUse(found.Value, officer.Name, request.ClaimToken, Now) is { } refusal)
                return refusal;
            found.Value.LeaseUntil = Now + options.Value.ClaimLease;
            return new ExtendClaimResponse { Claim = Claims.ToMessage(found.Value) };
        });
    }

    /// <inheritdoc/>
    public override Task<ReleaseResponse> Release(ReleaseRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Claim(request.ClaimToken).Check();
        return commands.RunAsync<ReleaseRequest, ReleaseResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            if (ClaimRules.ToUse(found.Value, officer.Name, request.ClaimToken, Now) is { } refusal)
                return refusal;
            GiveUpClaim(work, officer, found.Value);
            return new ReleaseResponse { CountryCase = CaseMessages.Of(found.Value, Now) };
        });
    }

    /// <inheritdoc/>
    public override Task<AssignResponse> Assign(AssignRequest request, ServerCallContext context)
    {
        RequestRules.CountryCase(request.CountryCase).Officer(request.Officer).Check();
        return commands.RunAsync<AssignRequest, AssignResponse>(request, context, async (work, officer, token) =>
        {
            var found = await work.FindForAsync(officer, request.CountryCase, token);
            if (found.IsRefused)
                return found.Refusal!;
            var row = found.Value;
            if (!row.Queued)
                return ClaimRules.Decided(row);
            if (request.ExpectedVersion != 0 && ClaimRules.ToChange(row, request.ExpectedVersion) is { } refusal)
                return refusal;
            AssignTo(work, officer, row, request.Officer);
            var response = new AssignResponse { CountryCase = CaseMessages.Of(row, Now) };
            if (request.Officer == officer.Name)
                response.Claim = Claims.ToMessage(row);
            return response;
        });
    }

    /// <summary>Gives the claim to the officer, or extends the one it has; the refusal if another holds it.</summary>
    private Refusal? TakeClaim(Work<TriageDbContext> work, Principal officer, CountryCaseRow row)
    {
        if (ClaimRules.ToClaim(row, officer.Name, Now) is { } refusal)
            return refusal;
        var until = Now + options.Value.ClaimLease;
        if (Claims.IsHeldBy(row, officer.Name, Now))
        {
            row.LeaseUntil = row.LeaseUntil > until ? row.LeaseUntil : until;
            return null;
        }

        LapsedClaims.End(work, row);
        Claims.Give(row, officer.Name, until);
        Enter(new CaseChange(work, row, officer), DecisionKind.Claimed, AuditTypes.Claimed);
        return null;
    }

    private static void GiveUpClaim(Work<TriageDbContext> work, Principal officer, CountryCaseRow row)
    {
        Claims.Clear(row);
        Enter(new CaseChange(work, row, officer), DecisionKind.Released, AuditTypes.Released);
    }

    private void AssignTo(Work<TriageDbContext> work, Principal officer, CountryCaseRow row, string assignee)
    {
        Claims.Give(row, assignee, Now + (assignee == officer.Name ? options.Value.ClaimLease : options.Value.AssignedLease));
        Enter(new CaseChange(work, row, officer), DecisionKind.Assigned, AuditTypes.Assigned);
    }

    private static void Enter(CaseChange change, DecisionKind kind, string auditType)
    {
        change.Enter(kind);
        change.Record(auditType, JustificationCode.Unspecified);
    }
}
