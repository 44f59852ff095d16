using Referrals.Platform.Storage;

namespace Referrals.Identity.Storage;

/// <summary>Numbers changes of principals in the order of their commits, so that a watch passes none by.</summary>
internal static class GrantChanges
{
    /// <summary>Of two transactions that change principals at once the second reads, from here on, what the first has written.</summary>
    public static Task BeginAsync(Work<IdentityDbContext> work, CancellationToken cancellationToken) => work.Sql.ExecuteAsync("update grant_changes set last = last", [], cancellationToken);

    public static async Task NumberAsync(Work<IdentityDbContext> work, PrincipalRow row, CancellationToken cancellationToken) =>
        row.Change = await work.Sql.ScalarAsync<long>("update grant_changes set last = last + 1 returning last", [], cancellationToken);
}
