using Microsoft.EntityFrameworkCore;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.LoadPolicy;

/// <summary>Policies that were loaded once, whether or not their files are still there.</summary>
internal static class KeptPolicies
{
    /// <summary>What was last loaded as a version; null when nothing was.</summary>
    public static Task<PolicyRow?> FindAsync(RoutingDbContext db, string? version, CancellationToken cancellationToken) =>
        db.Policies.Where(policy => policy.Version == version).OrderByDescending(policy => policy.LoadedAt).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The same as a policy; null also for one that cannot be read any more.</summary>
    public static async Task<PolicyDocument?> ReadAsync(RoutingDbContext db, string? version, CancellationToken cancellationToken) =>
        await FindAsync(db, version, cancellationToken) is { } kept ? PolicyReader.Read(kept.Yaml).Policy : null;
}
