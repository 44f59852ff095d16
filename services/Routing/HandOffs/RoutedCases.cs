using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>
/// The country cases that a transaction has locked. A batch of events meets the same case several times: it is read once and
/// written once, with everything else of the batch.
/// </summary>
internal static class RoutedCases
{
    private static readonly ConditionalWeakTable<Work<RoutingDbContext>, Dictionary<string, RoutedCase>> Entered = [];

    /// <summary>Locks a country case that may be new.</summary>
    public static async Task<RoutedCase> EnterAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, string countryCase, string caseId, string country, CancellationToken cancellationToken) =>
        Entered.GetOrCreateValue(work).TryGetValue(countryCase, out var entered) ? entered : await LoadAsync(
            work,
            policy,
            null,
            """
            insert into country_cases (country_case, case_id, country, desk, priority, stage, custodian, round)
            values ({0}, {1}, {2}, '', 'Unspecified', 'Waiting', '', 0)
            on conflict (country_case) do update set case_id = country_cases.case_id
            returning *
            """,
            [countryCase, caseId, country],
            cancellationToken);

    /// <summary>Locks a country case that is known to exist.</summary>
    public static Task<RoutedCase> EnterAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, string countryCase, Principal? actor, CancellationToken cancellationToken)
    {
        // SQLite's transaction holds the whole file already.
        var statement = work.Sql.IsPostgres
            ? "select * from country_cases where country_case = {0} for update"
            : "select * from country_cases where country_case = {0}";
        return LoadAsync(work, policy, actor, statement, [countryCase], cancellationToken);
    }

    /// <summary>Gives each changed hand-off of the transaction its place among the changes of its team's inbox.</summary>
    public static async Task CompleteAsync(Work<RoutingDbContext> work, CancellationToken cancellationToken)
    {
        var changed = Entered.GetOrCreateValue(work).Values.SelectMany(routed => routed.TakeChanged()).ToList();
        if (changed.Count > 0)
            await InboxChanges.NumberAsync(work.Sql, changed, cancellationToken);
    }

    private static async Task<RoutedCase> LoadAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, Principal? actor, string statement, object[] arguments, CancellationToken cancellationToken)
    {
        var row = (await work.Db.CountryCases.FromSqlRaw(statement, arguments).ToListAsync(cancellationToken))[0];

        // Before it is first accepted it has none.
        var handOffs = row.Round == 0 ? [] : await work.Db.HandOffs.Where(handOff => handOff.CountryCase == row.CountryCase).ToListAsync(cancellationToken);
        var routed = new RoutedCase(work, policy, row, [.. handOffs.OrderBy(handOff => handOff.OfferedAt).ThenBy(handOff => handOff.HandOffId, StringComparer.Ordinal)], actor);
        Entered.GetOrCreateValue(work).Add(row.CountryCase, routed);
        return routed;
    }
}
