using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Intake.Storage;

/// <summary>Rows of Intake. Content is not among them: only <see cref="Content.ContentStore"/> reaches it.</summary>
public sealed class IntakeDbContext(DbContextOptions<IntakeDbContext> options) : ServiceDbContext(options)
{
    public DbSet<ReferralRow> Referrals => Set<ReferralRow>();

    public DbSet<SupplementRow> Supplements => Set<SupplementRow>();

    public DbSet<InformationRequestRow> InformationRequests => Set<InformationRequestRow>();

    public DbSet<ConsentRow> Consents => Set<ConsentRow>();

    public DbSet<ReferralEntryRow> ReferralEntries => Set<ReferralEntryRow>();

    public DbSet<CaseRow> Cases => Set<CaseRow>();

    public DbSet<CaseEntryRow> CaseEntries => Set<CaseEntryRow>();

    public DbSet<CountryCaseRow> CountryCases => Set<CountryCaseRow>();

    public DbSet<HandOffRow> HandOffs => Set<HandOffRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<ReferralRow>().ToTable("referrals").HasKey(row => row.Id);
        model.Entity<SupplementRow>().ToTable("supplements").HasKey(row => new { row.ReferralId, row.Number });
        model.Entity<InformationRequestRow>().ToTable("information_requests").HasKey(row => row.Id);
        model.Entity<ConsentRow>().ToTable("consents").HasKey(row => new { row.ReferralId, row.Number });
        model.Entity<ReferralEntryRow>().ToTable("referral_entries").HasKey(row => new { row.ReferralId, row.Number });
        model.Entity<CaseEntryRow>().ToTable("case_entries").HasKey(row => new { row.CaseId, row.Position });
        model.Entity<CountryCaseRow>().ToTable("country_cases").HasKey(row => row.CountryCase);
        model.Entity<HandOffRow>().ToTable("hand_offs").HasKey(row => row.Id);
        var cases = model.Entity<CaseRow>().ToTable("cases");
        cases.HasKey(row => row.CaseId);
        cases.Property(row => row.Version).IsConcurrencyToken();
    }
}
