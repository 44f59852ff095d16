using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Triage;

/// <summary>Loads country cases to change them: locked until the commit, and once for a batch.</summary>
internal static class CaseRows
{
    private const string Kind = "country case";

    public static Task<CountryCaseRow?> FindCaseAsync(this Work<TriageDbContext> work, string name, CancellationToken cancellationToken) =>
        FindAsync(work, name, "for update", cancellationToken);

    /// <summary>Loads several at once, locked in one order for all, so that what asks for one of them finds it.</summary>
    public static async Task LockCasesAsync(this Work<TriageDbContext> work, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var list = names.ToArray();
        var rows = work.Sql.IsPostgres
            ? work.Db.CountryCases.FromSql($"select * from country_cases where name = any({list}) order by name for update")
            : work.Db.CountryCases.Where(row => list.Contains(row.Name));
        await rows.LoadAsync(cancellationToken);
    }

    /// <summary>Null as well if another transaction has it just now.</summary>
    public static Task<CountryCaseRow?> FindCaseUnlessLockedAsync(this Work<TriageDbContext> work, string name, CancellationToken cancellationToken) =>
        FindAsync(work, name, "for update skip locked", cancellationToken);

    /// <summary>The case, if it is on one of the officer's desks.</summary>
    public static async Task<Result<CountryCaseRow>> FindForAsync(
        this Work<TriageDbContext> work, Principal officer, string name, CancellationToken cancellationToken) =>
        Visible(await work.FindCaseAsync(name, cancellationToken), officer, Right.Decide);

    /// <summary>A case of another desk is not there for an officer, and asking for it is recorded.</summary>
    public static Result<CountryCaseRow> Visible(CountryCaseRow? row, Principal caller, Right right) =>
        caller.Check(right, row is null ? Standing.None : Standings.OfDesk(caller, row.Desk), Kind) is { } refusal ? refusal : row!;

    public static async Task<CaseReferralRow?> FindReferralAsync(
        this Work<TriageDbContext> work, string countryCase, string referralId, CancellationToken cancellationToken) =>
        await work.Db.CaseReferrals.FindAsync([countryCase, referralId], cancellationToken);

    private static async Task<CountryCaseRow?> FindAsync(Work<TriageDbContext> work, string name, string locked, CancellationToken cancellationToken)
    {
        if (work.Db.CountryCases.Local.FindEntry(name) is { } known)
            return known.Entity;

        // SQLite has one writer, which this is.
        var text = $"select * from country_cases where name = {{0}} {(work.Sql.IsPostgres ? locked : "")}";
        return (await work.Db.CountryCases.FromSqlRaw(text, name).ToListAsync(cancellationToken)).SingleOrDefault();
    }
}
