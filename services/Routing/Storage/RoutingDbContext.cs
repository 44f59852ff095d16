using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Routing.Storage;

/// <summary>Rows of Routing.</summary>
public sealed class RoutingDbContext(DbContextOptions<RoutingDbContext> options) : ServiceDbContext(options)
{
    internal DbSet<CountryCaseRow> CountryCases => Set<CountryCaseRow>();

    internal DbSet<CaseReferralRow> CaseReferrals => Set<CaseReferralRow>();

    internal DbSet<HandOffRow> HandOffs => Set<HandOffRow>();

    internal DbSet<HandOffEntryRow> HandOffEntries => Set<HandOffEntryRow>();

    internal DbSet<DeconflictionRow> Deconflictions => Set<DeconflictionRow>();

    internal DbSet<PolicyRow> Policies => Set<PolicyRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<CountryCaseRow>().ToTable("country_cases").HasKey(row => row.CountryCase);
        model.Entity<DeconflictionRow>().ToTable("deconflictions").HasKey(row => row.DeconflictionId);
        model.Entity<PolicyRow>().ToTable("policies").HasKey(row => new { row.Version, row.Sha256 });

        // The relations tell in which order rows are written.
        model.Entity<CaseReferralRow>(referral =>
        {
            referral.ToTable("case_referrals").HasKey(row => new { row.CountryCase, row.ReferralId });
            referral.Ignore(row => row.IsWaiting);
            referral.HasOne<CountryCaseRow>().WithMany().HasForeignKey(row => row.CountryCase);
        });
        model.Entity<HandOffRow>(handOff =>
        {
            handOff.ToTable("hand_offs").HasKey(row => row.HandOffId);
            handOff.Ignore(row => row.IsActive).Ignore(row => row.IsHeld);
            handOff.HasOne<CountryCaseRow>().WithMany().HasForeignKey(row => row.CountryCase);
        });
        model.Entity<HandOffEntryRow>(entry =>
        {
            entry.ToTable("hand_off_entries").HasKey(row => new { row.HandOffId, row.Number });
            entry.HasOne<HandOffRow>().WithMany().HasForeignKey(row => row.HandOffId);
        });
    }
}
