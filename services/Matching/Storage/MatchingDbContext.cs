using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Matching.Storage;

/// <summary>
/// Cases, the referrals in them with the decision that brought each there, and the keys that referrals hold. Keys are written,
/// and found, by explicit SQL.
/// </summary>
public sealed class MatchingDbContext(DbContextOptions<MatchingDbContext> options) : ServiceDbContext(options)
{
    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<ReferralRow> Referrals => Set<ReferralRow>();

    public DbSet<ReferralKeyRow> ReferralKeys => Set<ReferralKeyRow>();

    public DbSet<SuggestionRow> Suggestions => Set<SuggestionRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<CaseRow>().HasKey(row => row.Id);
        model.Entity<CaseRow>().Property(row => row.Agencies).HasConversion(JsonList.Converter, JsonList.Comparer);
        model.Entity<CaseRow>().Property(row => row.Countries).HasConversion(JsonList.Converter, JsonList.Comparer);
        model.Entity<ReferralRow>().HasKey(row => row.Id);
        model.Entity<ReferralKeyRow>().HasKey(row => new { row.ReferralId, row.Token });
        model.Entity<SuggestionRow>().HasKey(row => new { row.ReferralId, row.CaseId });
    }
}
