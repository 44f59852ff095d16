using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>The rows of Triage.</summary>
public sealed class TriageDbContext(DbContextOptions<TriageDbContext> options) : ServiceDbContext(options)
{
    public DbSet<CountryCaseRow> CountryCases => Set<CountryCaseRow>();

    public DbSet<CaseReferralRow> CaseReferrals => Set<CaseReferralRow>();

    public DbSet<CaseAgencyRow> CaseAgencies => Set<CaseAgencyRow>();

    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();

    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    public DbSet<InformationRequestRow> InformationRequests => Set<InformationRequestRow>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<CountryCaseRow>(row =>
        {
            row.HasKey(r => r.Name);
            AsJson(row.Property(r => r.IncidentTypes));
            AsJson(row.Property(r => r.AgencyIds));
            AsJson(row.Property(r => r.MatchedOn));
            AsJson(row.Property(r => r.LapsedHolds));
            var number = row.Property(r => r.ChangeNumber).Metadata;
            number.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            number.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
        model.Entity<CaseReferralRow>().HasKey(r => new { r.CountryCase, r.ReferralId });
        model.Entity<CaseAgencyRow>().HasKey(r => new { r.CountryCase, r.AgencyId });
        model.Entity<DecisionRow>().HasKey(r => new { r.CountryCase, r.Number });
        model.Entity<DraftRow>().HasKey(r => new { r.CountryCase, r.Officer });
        model.Entity<InformationRequestRow>().HasKey(r => r.Id);
    }

    private static void AsJson<T>(PropertyBuilder<List<T>> property) => property.HasConversion(
        list => JsonSerializer.Serialize(list, EventJson.Options),
        text => JsonSerializer.Deserialize<List<T>>(text, EventJson.Options)!,
        new ValueComparer<List<T>>(
            (a, b) => a!.SequenceEqual(b!),
            list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
            list => list.ToList()));
}
