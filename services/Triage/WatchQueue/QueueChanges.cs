using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Commands;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>
/// Where a watch stands among the changes of country cases: before the given case of the given change. A change is read
/// only once no transaction is under way that could still add one before it.
/// </summary>
internal sealed record QueueChanges(long Number, string Name)
{
    private const char Separator = '|';

    public string ToToken() => PageToken.WriteText(string.Create(CultureInfo.InvariantCulture, $"{Number}{Separator}{Name}"));

    public static QueueChanges Parse(string token)
    {
        var parts = PageToken.ReadText(token).Split(Separator);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new QueueChanges(number, parts[1])
            : throw new RefusedException(Refusal.Invalid("watchToken", "must come from a page or from a message of the watch", "PAGE_TOKEN_INVALID"));
    }

    /// <summary>Where all that is committed ends.</summary>
    public static async Task<QueueChanges> NextAsync(TriageDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var sql = new Sql(db.Database.GetDbConnection(), null);
        var next = await sql.ScalarAsync<long>(
            sql.IsPostgres ? "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint" : "select value + 1 from change_counter",
            [],
            cancellationToken);
        return new QueueChanges(next, "");
    }

    /// <summary>The cases of these desks that changed from here up to <paramref name="end"/>, in the order of their last changes.</summary>
    public Task<List<CountryCaseRow>> ReadAsync(
        TriageDbContext db, IReadOnlyList<string> desks, QueueChanges end, int count, CancellationToken cancellationToken) =>
        db.CountryCases.AsNoTracking()
            .Where(r => desks.Contains(r.Desk) && r.ChangeNumber >= Number && r.ChangeNumber < end.Number
                && (r.ChangeNumber > Number || string.Compare(r.Name, Name) > 0))
            .OrderBy(r => r.ChangeNumber).ThenBy(r => r.Name)
            .Take(count)
            .ToListAsync(cancellationToken);
}
