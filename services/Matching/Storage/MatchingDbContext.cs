using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Matching.Storage;

/// <summary>
/// Cases, the referrals in them with the decision that brought each there, and what an officer is asked. What is compared of referrals and
/// the keys that they are found by are in <see cref="FeatureTable"/>.
/// </summary>
public sealed class MatchingDbContext(DbContextOptions<MatchingDbContext> options) : ServiceDbContext(options)
{
    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<ReferralRow> Referrals => Set<ReferralRow>();

    public DbSet<SuggestionRow> Suggestions => Set<SuggestionRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<CaseRow>().HasKey(row => row.Id);
        model.Entity<CaseRow>().Property(row => row.Agencies).HasConversion(JsonList.Converter, JsonList.Comparer);
        model.Entity<CaseRow>().Property(row => row.Countries).HasConversion(JsonList.Converter, JsonList.Comparer);
        model.Entity<ReferralRow>().HasKey(row => row.Id);
        model.Entity<ReferralRow>().Property(row => row.Metadata).HasConversion(PackedJson.Converter);
        model.Entity<ReferralRow>().Property(row => row.Explanation).HasConversion(PackedJson.Converter);
        model.Entity<SuggestionRow>().HasKey(row => new { row.ReferralId, row.CaseId });
        model.Entity<SuggestionRow>().Property(row => row.Explanation).HasConversion(PackedJson.Converter);
    }
}
