using Microsoft.EntityFrameworkCore;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Identity.WatchGrants;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

/// <summary>
/// Serves <c>referrals.identity.v1.IdentityService</c>; each feature's folder has its part.
/// </summary>
public sealed partial class IdentityGrpcService(
    Commands<IdentityDbContext> commands,
    Store<IdentityDbContext> store,
    CredentialKeeper keeper,
    CredentialIssuer issuer,
    IdentityKeys keys,
    StoredGrants grants,
    TimeProvider time) : IdentityService.IdentityServiceBase
{
    /// <summary>The principal of a request's field <c>principal</c>, to be changed.</summary>
    private static async Task<Result<PrincipalRow>> FindToChangeAsync(Work<IdentityDbContext> work, string name, CancellationToken cancellationToken)
    {
        await GrantChanges.BeginAsync(work, cancellationToken);
        return await FindAsync(work, name, cancellationToken);
    }

    /// <summary>The principal of a request's field <c>principal</c>.</summary>
    private static async Task<Result<PrincipalRow>> FindAsync(Work<IdentityDbContext> work, string name, CancellationToken cancellationToken)
    {
        if (PrincipalNames.Parse(name) is null)
            return Refusal.Invalid("principal", "must be the name of a principal, such as agency/uk-nca", "MALFORMED");
        return await work.Db.Principals.FirstOrDefaultAsync(row => row.Name == name, cancellationToken) is { } row ? row : Refusal.NotFound("principal");
    }
}
