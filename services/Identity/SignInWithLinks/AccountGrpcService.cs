using Grpc.Core;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    public override async Task<SignInWithLinkResponse> SignInWithLink(SignInWithLinkRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        var type = await ChangeAsync<string>(context, async (work, token) =>
        {
            var opened = await accounts.OpenAsync(work, request.Principal, token);
            if (opened.IsRefused)
                return opened.Refusal!.Code is StatusCode.FailedPrecondition or StatusCode.NotFound ? AuditTypes.SignInFailed : opened.Refusal;
            var (principal, row) = opened.Value;
            var type = await AccountRows.HasFactorAsync(work, row, token) ? AuditTypes.SignInFailed : AuditTypes.SignedIn;
            AccountEvents.Record(work, type, principal, AccountEvents.Link, CredentialIssuer.PrincipalOf(principal));
            return type;
        });
        AccountEvents.Count(type, AccountEvents.Link);
        return new SignInWithLinkResponse { Outcome = type == AuditTypes.SignedIn ? SignInOutcome.Proven : SignInOutcome.Refused };
    }
}
