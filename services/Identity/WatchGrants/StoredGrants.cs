using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Storage;
using Referrals.Identity.TrustCertificates;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Identity.WatchGrants;

/// <summary>Reads what holds of each principal, by the number of its last change.</summary>
public sealed class StoredGrants(Store<IdentityDbContext> store) : IGrantSource
{
    public async Task<IReadOnlyList<Grant>> ReadAsync(long afterChange, CancellationToken cancellationToken) =>
        [.. (await ReadRowsAsync(afterChange, cancellationToken)).Select(ToGrant)];

    internal Task<List<PrincipalRow>> ReadRowsAsync(long afterChange, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => db.Principals.AsNoTracking().Where(row => row.Change > afterChange).OrderBy(row => row.Change).ToListAsync(token), cancellationToken);

    private static Grant ToGrant(PrincipalRow row) => new()
    {
        Change = row.Change,
        Name = row.Name,
        Role = row.Role,
        Pseudonym = row.Pseudonym,
        Agency = row.AgencyId,
        Team = row.TeamId,
        Desks = row.DeskList,
        Suspended = row.Suspended,
        NotBefore = row.NotBefore,
        EarlierUntil = row.EarlierUntil,
        Anchors = AnchorRules.Read(row.Anchors),
        DeniedSerials = row.DeniedSerials.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };
}
