using Grpc.Core;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.IssueToken;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    private static readonly TimeSpan UsualTokenLife = TimeSpan.FromHours(1);

    public override Task<IssueTokenResponse> IssueToken(IssueTokenRequest request, ServerCallContext context) => commands.RunAsync<IssueTokenRequest, IssueTokenResponse>(
        request,
        context,
        async (work, actor, token) =>
        {
            var violations = new Violations();
            var life = CredentialLife.Read(request.Life, UsualTokenLife, violations);
            if (violations.Any)
                return violations.ToRefusal();
            var found = await FindAsync(work, request.Principal, token);
            if (found.IsRefused)
                return found.Refusal!;
            if (found.Value.Suspended)
                return Refusal.FailedPrecondition("SUSPENDED", "the principal is suspended");
            var credential = issuer.Issue(found.Value, life);
            CredentialIssuer.Record(work, credential.Row, found.Value, actor);
            return new IssueTokenResponse { Credential = credential.ToMessage() };
        });
}
