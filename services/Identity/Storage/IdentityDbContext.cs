using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Identity.Storage;

/// <summary>Principals, the credentials issued to them, and the keys that signed these.</summary>
public sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : ServiceDbContext(options)
{
    public DbSet<PrincipalRow> Principals => Set<PrincipalRow>();

    public DbSet<CredentialRow> Credentials => Set<CredentialRow>();

    public DbSet<KeyRow> Keys => Set<KeyRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<PrincipalRow>().HasKey(row => row.Name);
        model.Entity<PrincipalRow>().Ignore(row => row.DeskList);
        model.Entity<CredentialRow>().HasKey(row => row.Sha256);
        model.Entity<CredentialRow>().HasOne<PrincipalRow>().WithMany().HasForeignKey(row => row.Principal);
        model.Entity<KeyRow>().HasKey(row => row.KeyId);
    }
}
