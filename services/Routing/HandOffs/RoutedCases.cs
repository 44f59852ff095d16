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
    public static async Task<RoutedCase> EnterAsync(Work<RoutingDbContext> work, PolicyDocument policy, string countryCase, CancellationToken cancellationToken)
    {
        await EnterAllAsync(work, policy, [countryCase], cancellationToken);
        return Entered.GetOrCreateValue(work)[countryCase];
    }

    /// <summary>Locks country cases that may be new, in one order for all, and reads their hand-offs.</summary>
    public static async Task EnterAllAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, IReadOnlyCollection<string> countryCases, CancellationToken cancellationToken)
    {
        var entered = Entered.GetOrCreateValue(work);
        foreach (var chunk in countryCases.Where(name => !entered.ContainsKey(name)).Order(StringComparer.Ordinal).Chunk(work.Sql.RowsPerStatement))
        {
            var values = string.Join(',', chunk.Select((_, i) => $"({{{3 * i}}}, {{{3 * i + 1}}}, {{{3 * i + 2}}}, '', 'Unspecified', 'Waiting', '', 0)"));
            var arguments = chunk.Select(name => (Name: name, Parts: CountryCaseNames.Parts(name))).SelectMany(row => (object[])[row.Name, row.Parts.CaseId, row.Parts.Country]).ToArray();
            var statement = $"""
                insert into country_cases (country_case, case_id, country, desk, priority, stage, custodian, round) values {values}
                on conflict (country_case) do update set case_id = country_cases.case_id returning *
                """;
            var rows = await work.Db.CountryCases.FromSqlRaw(statement, arguments).ToListAsync(cancellationToken);
            var tried = rows.Where(row => row.Round > 0).Select(row => row.CountryCase).ToList();
            var handOffs = tried.Count == 0
                ? []
                : await work.Db.HandOffs.Where(handOff => tried.Contains(handOff.CountryCase)).ToListAsync(cancellationToken);
            var byCase = handOffs.ToLookup(handOff => handOff.CountryCase);
            foreach (var row in rows)
                entered.Add(row.CountryCase, Of(work, policy, row, byCase[row.CountryCase], null));
        }
    }

    /// <summary>Reads the referrals of cases that were entered and are known to be small.</summary>
    public static async Task ReadReferralsAsync(Work<RoutingDbContext> work, IReadOnlyCollection<string> countryCases, CancellationToken cancellationToken)
    {
        var sets = await CaseReferralSet.LoadSmallAsync(work.Db, countryCases, cancellationToken);
        foreach (var name in countryCases)
            Entered.GetOrCreateValue(work)[name].Take(sets[name]);
    }

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
        var routed = Of(work, policy, row, handOffs, actor);
        Entered.GetOrCreateValue(work).Add(row.CountryCase, routed);
        return routed;
    }

    private static RoutedCase Of(Work<RoutingDbContext> work, PolicyDocument policy, CountryCaseRow row, IEnumerable<HandOffRow> handOffs, Principal? actor) =>
        new(work, policy, row, [.. handOffs.OrderBy(handOff => handOff.OfferedAt).ThenBy(handOff => handOff.HandOffId, StringComparer.Ordinal)], actor);
}
