using Grpc.Core;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    /// <summary>A suspended principal gets no credential, its file is removed, and no token or certificate of it counts any more.</summary>
    public override async Task<SuspendResponse> Suspend(SuspendRequest request, ServerCallContext context)
    {
        var response = await commands.RunAsync<SuspendRequest, SuspendResponse>(
            request,
            context,
            async (work, actor, token) =>
            {
                var found = await FindToChangeAsync(work, request.Principal, token);
                if (found.IsRefused)
                    return found.Refusal!;
                var row = found.Value;
                if (row.Name == actor.Name)
                    return Refusal.FailedPrecondition("OWN_ACCOUNT", "nobody suspends itself");
                if (row.Suspended == request.Lift)
                {
                    row.Suspended = !request.Lift;
                    await GrantChanges.NumberAsync(work, row, token);
                    work.Record("security", new AuditEntry
                    {
                        Type = request.Lift ? AuditTypes.Reinstated : AuditTypes.Suspended,
                        Actor = actor,
                        Agency = row.AgencyId,
                        Team = row.TeamId,
                        Details = new Dictionary<string, string> { ["principal"] = row.Pseudonym },
                    });
                }

                return new SuspendResponse { Principal = row.ToMessage() };
            });
        await keeper.FollowChangeAsync(context.CancellationToken);
        return response;
    }
}
