using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Identity.Storage;

/// <summary>Principals, the credentials issued to them, the keys that signed these, and what people sign in with.</summary>
public sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : ServiceDbContext(options)
{
    public DbSet<PrincipalRow> Principals => Set<PrincipalRow>();

    public DbSet<CredentialRow> Credentials => Set<CredentialRow>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<PasskeyRow> AccountPasskeys => Set<PasskeyRow>();

    public DbSet<RecoveryCodeRow> AccountRecoveryCodes => Set<RecoveryCodeRow>();

    public DbSet<UsedStateRow> AccountUsedStates => Set<UsedStateRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<PrincipalRow>().HasKey(row => row.Name);
        model.Entity<PrincipalRow>().Ignore(row => row.DeskList);
        model.Entity<CredentialRow>().HasKey(row => row.Sha256);
        model.Entity<CredentialRow>().HasOne<PrincipalRow>().WithMany().HasForeignKey(row => row.Principal);
        model.Entity<KeyRow>().HasKey(row => row.KeyId);
        model.Entity<AccountRow>().HasKey(row => row.Principal);
        model.Entity<AccountRow>().HasOne<PrincipalRow>().WithMany().HasForeignKey(row => row.Principal);
        model.Entity<PasskeyRow>().HasKey(row => row.PasskeyId);
        model.Entity<PasskeyRow>().HasOne<AccountRow>().WithMany().HasForeignKey(row => row.Principal);
        model.Entity<RecoveryCodeRow>().HasKey(row => row.Digest);
        model.Entity<RecoveryCodeRow>().HasOne<AccountRow>().WithMany().HasForeignKey(row => row.Principal);
        model.Entity<UsedStateRow>().HasKey(row => row.Digest);
    }
}
