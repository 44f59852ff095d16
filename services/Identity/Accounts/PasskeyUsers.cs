using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>What ASP.NET Core Identity's passkey handler asks of accounts: whose handle, whose passkey. It changes nothing by itself.</summary>
internal sealed class PasskeyUsers(IdentityDbContext db) : IUserPasskeyStore<AccountRow>
{
    public Task<string> GetUserIdAsync(AccountRow user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<string?> GetUserNameAsync(AccountRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Principal);

    public Task<string?> GetNormalizedUserNameAsync(AccountRow user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    public Task<AccountRow?> FindByIdAsync(string userId, CancellationToken cancellationToken) => db.Accounts.FirstOrDefaultAsync(row => row.Handle == userId, cancellationToken);

    public Task<AccountRow?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Accounts.FirstOrDefaultAsync(row => row.Principal == normalizedUserName, cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(AccountRow user, CancellationToken cancellationToken) =>
        [.. (await db.AccountPasskeys.Where(row => row.Principal == user.Principal).ToListAsync(cancellationToken)).Select(ToInfo)];

    public async Task<AccountRow?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return await db.AccountPasskeys.FirstOrDefaultAsync(row => row.PasskeyId == id, cancellationToken) is { } passkey
            ? await FindByNameAsync(passkey.Principal, cancellationToken)
            : null;
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(AccountRow user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return await db.AccountPasskeys.FirstOrDefaultAsync(row => row.PasskeyId == id && row.Principal == user.Principal, cancellationToken) is { } passkey ? ToInfo(passkey) : null;
    }

    public Task AddOrUpdatePasskeyAsync(AccountRow user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(AccountRow user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(AccountRow user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(AccountRow user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(AccountRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(AccountRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(AccountRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>Attestations are not asked for, so none is kept.</summary>
    private static UserPasskeyInfo ToInfo(PasskeyRow row) => new(
        Base64Url.DecodeFromChars(row.PasskeyId),
        row.PublicKey,
        row.AddedAt,
        (uint)row.SignCount,
        row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.UserVerified,
        row.BackupEligible,
        row.BackedUp,
        [],
        []);
}
