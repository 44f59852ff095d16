using Grpc.Core;
using Referrals.Identity.Accounts;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.RecordSignIns;
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
            if (opened.IsRefused && opened.Refusal!.Code is not (StatusCode.FailedPrecondition or StatusCode.NotFound))
                return opened.Refusal;
            if (opened.IsRefused || await AccountRows.HasFactorAsync(work, opened.Value.Row, token))
            {
                var named = await AccountRows.FindPrincipalAsync(work, request.Principal, token);
                AccountEvents.RecordRefused(work, named, AccountEvents.Link, SignInRules.ReasonOf(named) ?? SignInRules.NotFirst);
                return AuditTypes.SignInFailed;
            }

            AccountEvents.Record(work, AuditTypes.SignedIn, opened.Value.Principal, AccountEvents.Link, CredentialIssuer.PrincipalOf(opened.Value.Principal));
            return AuditTypes.SignedIn;
        });
        AccountEvents.Count(type, AccountEvents.Link);
        return new SignInWithLinkResponse { Outcome = type == AuditTypes.SignedIn ? SignInOutcome.Proven : SignInOutcome.Refused };
    }
}
