using Referrals.Audit.ReadLog;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Audit.GetTrail;

/// <summary>Finds out what a trail consists of.</summary>
internal sealed class TrailReader(Store<AuditDbContext> store)
{
    private static readonly string[] Placements = [AuditTypes.Matched, AuditTypes.Linked, AuditTypes.Split, AuditTypes.Merged];

    public Task<TrailFacts> ReadFactsAsync(TrailSubject subject, Principal caller, CancellationToken cancellationToken) => store.ReadSqlAsync(
        async (sql, token) =>
        {
            IReadOnlyList<Membership> cases = subject.Referral is { } referral
                ? Membership.Of(await PlacementsAsync(sql, referral, token))
                : [Membership.Always(subject.Case!)];
            return new TrailFacts(
                await ExistsAsync(sql, subject, token),
                subject.Referral is null ? null : await AgencyAsync(sql, subject.Referral, token),
                cases,
                await CallersCountryCasesAsync(sql, cases, caller, token));
        },
        cancellationToken);

    /// <summary>The leaves of a trail, as far as this view goes.</summary>
    public static LogFilter Filter(TrailSubject subject, TrailView view)
    {
        var filter = new LogFilter();
        if (subject.CountryCase is { } countryCase)
        {
            filter.Require("country_case = ? and stream like 'cases/%'", countryCase);
        }
        else
        {
            var any = view.Cases.Select(_ => "(case_id = ? and stream like 'cases/%' and leaf_index >= ? and leaf_index < ?)");
            var values = view.Cases.SelectMany(stretch => new object?[] { stretch.Case, stretch.From, stretch.Before });
            filter.Require(
                string.Join(" or ", subject.Referral is null ? any : any.Prepend("referral_id = ?")),
                [.. subject.Referral is null ? values : values.Prepend(subject.Referral)]);
        }

        if (view.CountryCases is { } allowed)
            filter.Require($"country_case is null or country_case in ({LogFilter.Placeholders(allowed.Count)})", [.. allowed]);
        if (view.OnlyAgency is { } agency)
            filter.Require("(agency is null or agency = ?) and (referral_id is null or referral_id = ?)", agency, subject.Referral);
        return filter;
    }

    private static Task<List<(long Index, string Case)>> PlacementsAsync(Sql sql, string referral, CancellationToken cancellationToken) => sql.QueryAsync(
        $"select leaf_index, case_id from log_leaves where referral_id = @p0 and service = @p1 and case_id is not null and type in ({Sql.List(Placements.Length, first: 2)}) order by leaf_index",
        [referral, Topology.Matching, .. Placements],
        row => (row.Number(0), row.Text(1)),
        cancellationToken);

    private static async Task<bool> ExistsAsync(Sql sql, TrailSubject subject, CancellationToken cancellationToken)
    {
        var (column, value) = subject switch
        {
            { Referral: { } referral } => ("referral_id", referral),
            { CountryCase: { } countryCase } => ("country_case", countryCase),
            _ => ("case_id", subject.Case!),
        };
        var narrowed = subject.CountryCase is null ? "" : " and case_id = @p1";
        object?[] arguments = subject.CountryCase is null ? [value] : [value, subject.Case];
        return await sql.ScalarAsync<long?>($"select leaf_index from log_leaves where {column} = @p0{narrowed} limit 1", arguments, cancellationToken) is not null;
    }

    private static Task<string?> AgencyAsync(Sql sql, string referral, CancellationToken cancellationToken) => sql.ScalarAsync<string>(
        "select agency from log_leaves where referral_id = @p0 and type = @p1 order by leaf_index limit 1", [referral, AuditTypes.Received], cancellationToken);

    private static async Task<IReadOnlySet<string>> CallersCountryCasesAsync(Sql sql, IReadOnlyList<Membership> cases, Principal caller, CancellationToken cancellationToken)
    {
        if (cases.Count == 0 || caller.Role is not (Role.Team or Role.Officer))
            return new HashSet<string>();
        var filter = new LogFilter().RequireOneOf("case_id", [.. cases.Select(stretch => stretch.Case).Distinct()]).Require("country_case is not null");
        if (caller.Role == Role.Team)
        {
            filter.Require("team = ?", caller.Team);
        }
        else
        {
            object?[] desks = [.. caller.Desks.Select(desk => $"desk/{desk}")];
            var list = LogFilter.Placeholders(desks.Length);
            filter.Require($"from_holder in ({list}) or to_holder in ({list})", [.. desks, .. desks]);
        }

        return (await sql.QueryAsync($"select distinct country_case from log_leaves where {filter.Where}", filter.Arguments, row => row.Text(0), cancellationToken)).ToHashSet();
    }
}
