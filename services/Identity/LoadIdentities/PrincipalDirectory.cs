using Microsoft.EntityFrameworkCore;
using Referrals.Identity.GrantRights;
using Referrals.Identity.IssueCredentials;
using Referrals.Identity.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Identity.LoadIdentities;

/// <summary>Brings the stored principals to what the identities file declares; a suspension, and what was granted or revoked since, stays.</summary>
public sealed class PrincipalDirectory(Store<IdentityDbContext> store, IdentityKeys keys)
{
    /// <summary>The rows of the declared principals, in their order.</summary>
    public Task<List<PrincipalRow>> LoadAsync(IReadOnlyList<IdentityEntry> entries, CancellationToken cancellationToken) => store.ExecuteAsync(
        async (work, token) =>
        {
            await GrantChanges.BeginAsync(work, token);
            var names = entries.Select(entry => entry.Name).ToList();
            var known = await work.Db.Principals.Where(row => names.Contains(row.Name)).ToDictionaryAsync(row => row.Name, token);
            var rows = new List<PrincipalRow>(entries.Count);
            foreach (var entry in entries)
            {
                if (!known.TryGetValue(entry.Name, out var row))
                {
                    row = new PrincipalRow { Name = entry.Name, Role = entry.Role, Pseudonym = keys.PseudonymOf(entry.Name, entry.Role), EnrolledAt = work.Now };
                    work.Db.Principals.Add(row);
                }

                row.DisplayName = entry.DisplayName;
                row.AgencyId = entry.AgencyId;
                row.TeamId = row.TeamRevoked ? null : entry.TeamId;
                row.Desks = GrantRules.Desks(entry.Desks, row.GrantedDesks.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.RevokedDesks.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                row.Country = entry.Country;
                row.Contact = entry.Contact;
                rows.Add(row);
                if (row.Change == 0 || work.Db.Entry(row).State != EntityState.Unchanged)
                    await GrantChanges.NumberAsync(work, row, token);
            }

            return rows;
        },
        cancellationToken);
}
