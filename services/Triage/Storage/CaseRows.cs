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

    /// <summary>Null as well if another transaction has it just now.</summary>
    public static Task<CountryCaseRow?> FindCaseUnlessLockedAsync(this Work<TriageDbContext> work, string name, CancellationToken cancellationToken) =>
        FindAsync(work, name, "for update skip locked", cancellationToken);

    /// <summary>The first of these, in their order, that is queued, held by nobody and not in another transaction just now; null if there is none.</summary>
    public static async Task<CountryCaseRow?> FindFirstFreeAsync(
        this Work<TriageDbContext> work, IReadOnlyList<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return null;
        var postgres = work.Sql.IsPostgres;
        var wanted = string.Join(',', Enumerable.Range(0, names.Count).Select(place => $"{{{place}}}"));
        var places = string.Concat(Enumerable.Range(0, names.Count).Select(place => $" when {{{place}}} then {place}"));
        var text = $"""
            select * from country_cases where name in ({wanted}) and queued and (holder is null or lease_until <= @now)
            order by case name{places} end limit 1 {(postgres ? "for update skip locked" : "")}
            """.Replace("@now", $"{{{names.Count}}}", StringComparison.Ordinal);
        object[] arguments = [.. names, postgres ? now : Microseconds.From(now)];
        return (await work.Db.CountryCases.FromSqlRaw(text, arguments).ToListAsync(cancellationToken)).SingleOrDefault();
    }

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
