using Grpc.Core;
using Referrals.Identity.GrantRights;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    public override async Task<GrantResponse> Grant(GrantRequest request, ServerCallContext context)
    {
        var response = await commands.RunAsync<GrantRequest, GrantResponse>(request, context, async (work, actor, token) =>
        {
            var changed = await ChangeRightAsync(work, actor, request.Principal, request.Right, granted: true, token);
            return changed.IsRefused ? changed.Refusal! : new GrantResponse { Principal = changed.Value.ToMessage() };
        });
        await keeper.FollowChangeAsync(context.CancellationToken);
        return response;
    }

    public override async Task<RevokeResponse> Revoke(RevokeRequest request, ServerCallContext context)
    {
        var response = await commands.RunAsync<RevokeRequest, RevokeResponse>(request, context, async (work, actor, token) =>
        {
            var changed = await ChangeRightAsync(work, actor, request.Principal, request.Right, granted: false, token);
            return changed.IsRefused ? changed.Refusal! : new RevokeResponse { Principal = changed.Value.ToMessage() };
        });
        await keeper.FollowChangeAsync(context.CancellationToken);
        return response;
    }

    private static async Task<Result<PrincipalRow>> ChangeRightAsync(
        Work<IdentityDbContext> work, Platform.Credentials.Principal actor, string name, GrantedRight? right, bool granted, CancellationToken cancellationToken)
    {
        var found = await FindToChangeAsync(work, name, cancellationToken);
        if (found.IsRefused)
            return found;
        var row = found.Value;
        if (GrantRules.WhyNot(row, right) is { } refusal)
            return refusal;
        if (!GrantRules.Apply(row, right!, granted))
            return row;
        await GrantChanges.NumberAsync(work, row, cancellationToken);
        work.Record("security", new AuditEntry
        {
            Type = granted ? AuditTypes.Granted : AuditTypes.GrantRevoked,
            Actor = actor,
            Agency = row.AgencyId,
            Team = right!.RightCase == GrantedRight.RightOneofCase.TeamId ? right.TeamId : null,
            Details = new Dictionary<string, string>
            {
                ["principal"] = row.Pseudonym,
                [right.RightCase == GrantedRight.RightOneofCase.Desk ? "desk" : "team"] = right.RightCase == GrantedRight.RightOneofCase.Desk ? right.Desk : right.TeamId,
            },
        });
        return row;
    }
}
