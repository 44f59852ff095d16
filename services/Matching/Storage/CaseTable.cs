using Referrals.Platform.Storage;

namespace Referrals.Matching.Storage;

/// <summary>Rows of <c>cases</c>, read among the statements of a decision.</summary>
internal static class CaseTable
{
    private const string Columns = "select id, opened_at, referral_count, agencies, countries, version, merged_into from cases where id";

    /// <summary>Reads cases with the next statement of the transaction; on PostgreSQL they are locked until its end, in the order of their ids.</summary>
    public static void Lock(Sql sql, IReadOnlyList<string> ids, Action<CaseRow> take)
    {
        if (ids.Count == 0)
            return;
        if (sql.IsPostgres)
            sql.Later($"{Columns} = any(@p0) order by id for update", [ids.ToArray()], Read, rows => rows.ForEach(take));
        else
            sql.LaterAmong(Columns, ids, Read, rows => rows.ForEach(take));
    }

    private static CaseRow Read(SqlRow row) => new()
    {
        Id = row.Text(0),
        OpenedAt = row.Time(1),
        ReferralCount = (int)row.Number(2),
        Agencies = JsonList.Read(row.Text(3)),
        Countries = JsonList.Read(row.Text(4)),
        Version = (int)row.Number(5),
        MergedInto = row.TextOrNull(6),
    };
}
