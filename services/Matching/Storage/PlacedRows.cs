using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Referrals.Platform.Storage;

namespace Referrals.Matching.Storage;

/// <summary>
/// What placing leaves in <c>referrals</c>, <c>cases</c> and <c>suggestions</c>, written on PostgreSQL with the next statement of the transaction
/// and not in a round trip of EF Core's own. Any other change, and all of them on SQLite, are EF Core's.
/// </summary>
internal static class PlacedRows
{
    public static void Write(Work<MatchingDbContext> work)
    {
        if (!work.Sql.IsPostgres)
            return;
        var changed = work.Db.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();
        Insert(work.Sql, Take<CaseRow>(changed, EntityState.Added));
        Update(work.Sql, Take<CaseRow>(changed, EntityState.Modified));
        Insert(work.Sql, Take<ReferralRow>(changed, EntityState.Added));
        Insert(work.Sql, Take<SuggestionRow>(changed, EntityState.Added));
    }

    private static List<T> Take<T>(List<EntityEntry> changed, EntityState state)
        where T : class
    {
        var taken = changed.Where(entry => entry.State == state && entry.Entity is T).ToList();

        // Not unchanged: EF Core would put back the values that it read.
        foreach (var entry in taken)
            entry.State = EntityState.Detached;
        return taken.ConvertAll(entry => (T)entry.Entity);
    }

    private static void Insert(Sql sql, List<CaseRow> rows) => sql.InsertLater(
        "cases (id, opened_at, referral_count, agencies, countries, version, merged_into)",
        [
            rows.Select(row => row.Id).ToArray(), rows.Select(row => row.OpenedAt).ToArray(), rows.Select(row => row.ReferralCount).ToArray(),
            rows.Select(row => JsonList.Write(row.Agencies)).ToArray(), rows.Select(row => JsonList.Write(row.Countries)).ToArray(),
            rows.Select(row => row.Version).ToArray(), rows.Select(row => row.MergedInto).ToArray(),
        ],
        "");

    private static void Update(Sql sql, List<CaseRow> rows)
    {
        if (rows.Count == 0)
            return;
        sql.Later(
            """
            update cases set referral_count = row.referral_count, agencies = row.agencies, countries = row.countries, version = row.version, merged_into = row.merged_into
            from unnest((select @p0), (select @p1), (select @p2), (select @p3), (select @p4), (select @p5)) as row (id, referral_count, agencies, countries, version, merged_into)
            where cases.id = row.id
            """,
            [
                rows.Select(row => row.Id).ToArray(), rows.Select(row => row.ReferralCount).ToArray(), rows.Select(row => JsonList.Write(row.Agencies)).ToArray(),
                rows.Select(row => JsonList.Write(row.Countries)).ToArray(), rows.Select(row => row.Version).ToArray(), rows.Select(row => row.MergedInto).ToArray(),
            ]);
    }

    private static void Insert(Sql sql, List<ReferralRow> rows) => sql.InsertLater(
        "referrals (id, case_id, decision, decided_at, metadata, explanation)",
        [
            rows.Select(row => row.Id).ToArray(), rows.Select(row => row.CaseId).ToArray(), rows.Select(row => row.Decision.ToString()).ToArray(),
            rows.Select(row => row.DecidedAt).ToArray(), rows.Select(row => PackedJson.Pack(row.Metadata)).ToArray(), rows.Select(row => PackedJson.Pack(row.Explanation)).ToArray(),
        ],
        "");

    private static void Insert(Sql sql, List<SuggestionRow> rows) => sql.InsertLater(
        "suggestions (referral_id, case_id, suggested_at, explanation, decision, decided_at, reason)",
        [
            rows.Select(row => row.ReferralId).ToArray(), rows.Select(row => row.CaseId).ToArray(), rows.Select(row => row.SuggestedAt).ToArray(),
            rows.Select(row => PackedJson.Pack(row.Explanation)).ToArray(), rows.Select(row => row.Decision.ToString()).ToArray(),
            rows.Select(row => row.DecidedAt?.ToUniversalTime()).ToArray(), rows.Select(row => row.Reason).ToArray(),
        ],
        "");
}
