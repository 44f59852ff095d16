using Microsoft.EntityFrameworkCore;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>Reads accounts under their lock: of two attempts at once the second sees what the first did.</summary>
public sealed class AccountRows(AccountSeal seal)
{
    public static Refusal MalformedPrincipal => Refusal.Invalid("principal", "must be the name of a principal, such as officer/okoro", "MALFORMED");

    /// <summary>The account of somebody who may have one, made if there is none.</summary>
    internal async Task<Result<StoredAccount>> OpenAsync(Work<IdentityDbContext> work, string name, CancellationToken cancellationToken)
    {
        if (PrincipalNames.Parse(name) is null)
            return MalformedPrincipal;
        if (await FindPrincipalAsync(work, name, cancellationToken) is not { } principal)
            return Refusal.NotFound("principal");
        if (principal.Suspended)
            return Refusal.FailedPrecondition("SUSPENDED", "the principal is suspended");
        await work.Sql.ExecuteAsync(
            "insert into accounts (principal, handle) values (@p0, @p1) on conflict (principal) do update set handle = excluded.handle", [name, seal.HandleOf(name)], cancellationToken);
        return new StoredAccount(principal, await work.Db.Accounts.FirstAsync(row => row.Principal == name, cancellationToken));
    }

    /// <summary>The account of somebody who has one; null otherwise.</summary>
    internal static async Task<StoredAccount?> FindAsync(Work<IdentityDbContext> work, string name, CancellationToken cancellationToken) =>
        await work.Sql.ExecuteAsync("update accounts set failures = failures where principal = @p0", [name], cancellationToken) == 1
            ? new StoredAccount(
                await work.Db.Principals.FirstAsync(row => row.Name == name, cancellationToken), await work.Db.Accounts.FirstAsync(row => row.Principal == name, cancellationToken))
            : null;

    /// <summary>Whom an attempt names, whether there is an account or not; null for nobody.</summary>
    internal static Task<PrincipalRow?> FindPrincipalAsync(Work<IdentityDbContext> work, string name, CancellationToken cancellationToken) =>
        work.Db.Principals.FirstOrDefaultAsync(row => row.Name == name && row.Role != Common.V1.Role.Service, cancellationToken);

    /// <summary>The account as the API shows it, with what this transaction has changed.</summary>
    internal static async Task<V1.Account> DescribeAsync(Work<IdentityDbContext> work, StoredAccount account, CancellationToken cancellationToken)
    {
        await work.Db.SaveChangesAsync(cancellationToken);
        return await DescribeAsync(work.Db, account.Row, cancellationToken);
    }

    internal static async Task<V1.Account> DescribeAsync(IdentityDbContext db, AccountRow row, CancellationToken cancellationToken) => row.ToMessage(
        await db.AccountPasskeys.AsNoTracking().Where(passkey => passkey.Principal == row.Principal).ToListAsync(cancellationToken),
        await db.AccountRecoveryCodes.CountAsync(code => code.Principal == row.Principal, cancellationToken));

    /// <summary>Whether there is anything to sign in with but a link.</summary>
    internal static async Task<bool> HasFactorAsync(Work<IdentityDbContext> work, AccountRow row, CancellationToken cancellationToken) =>
        row.PasswordHash is not null || await work.Db.AccountPasskeys.AnyAsync(passkey => passkey.Principal == row.Principal, cancellationToken);

    /// <summary>Uses a state up; false when it was used before.</summary>
    internal async Task<bool> UseAsync(Work<IdentityDbContext> work, byte[] state, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await work.Sql.ExecuteAsync("delete from account_used_states where until < @p0", [now], cancellationToken);
        return await work.Sql.ExecuteAsync(
            "insert into account_used_states (digest, until) values (@p0, @p1) on conflict (digest) do nothing", [seal.DigestOf(state), until], cancellationToken) == 1;
    }
}
