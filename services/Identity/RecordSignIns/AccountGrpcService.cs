using Grpc.Core;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.RecordSignIns;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    public override async Task<RecordSignInResponse> RecordSignIn(RecordSignInRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        var violations = new Violations();
        SignInRules.Check(request, violations);
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
        var factor = SignInRules.FactorOf(request.Way);
        var (named, refusal) = request.Principal.Length == 0 ? (false, request.Refusal) : await RecordNamedAsync(request, factor, context.CancellationToken);
        if (!named)
            await unnamed.AddAsync(factor, refusal!, context.CancellationToken);
        AccountEvents.Count(refusal is null ? AuditTypes.SignedIn : AuditTypes.SignInFailed, factor);
        return new RecordSignInResponse { Outcome = refusal is null ? SignInOutcome.Proven : SignInOutcome.Refused };
    }

    /// <summary>Whether it names somebody of the exchange, whose record is kept then; and why it is refused, null when it is not.</summary>
    private Task<(bool Named, string? Refusal)> RecordNamedAsync(RecordSignInRequest request, string factor, CancellationToken cancellationToken) => store.ExecuteAsync(
        async (work, token) =>
        {
            var principal = await AccountRows.FindPrincipalAsync(work, request.Principal, token);
            var refusal = SignInRules.Refuse(request.Refusal, principal);
            if (principal is null)
                return (false, refusal);
            if (refusal is null)
                AccountEvents.Record(work, AuditTypes.SignedIn, principal, factor, CredentialIssuer.PrincipalOf(principal));
            else
                AccountEvents.RecordRefused(work, principal, factor, refusal);
            return (true, refusal);
        },
        cancellationToken);
}
