using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>
/// A country case with its hand-offs, locked in one transaction: commands, events and lapses of one case go one after the
/// other, in however many instances they arrive.
/// </summary>
internal sealed class RoutedCase
{
    private readonly HashSet<HandOffRow> changed = [];

    private RoutedCase(Work<RoutingDbContext> work, PolicyDocument policy, CountryCaseRow row, List<HandOffRow> handOffs, Principal? actor)
    {
        Work = work;
        Policy = policy;
        Row = row;
        HandOffs = handOffs;
        Actor = actor;
    }

    public Work<RoutingDbContext> Work { get; }

    /// <summary>The policy in force now.</summary>
    public PolicyDocument Policy { get; }

    public CountryCaseRow Row { get; }

    /// <summary>All hand-offs of the case, oldest first.</summary>
    public List<HandOffRow> HandOffs { get; }

    /// <summary>Who acts; null for the exchange itself.</summary>
    public Principal? Actor { get; }

    public DateTimeOffset Now => Work.Now;

    /// <summary>Locks a country case that may be new.</summary>
    public static async Task<RoutedCase> EnterAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, string countryCase, string caseId, string country, CancellationToken cancellationToken)
    {
        await work.Sql.ExecuteAsync(
            """
            insert into country_cases (country_case, case_id, country, desk, priority, stage, custodian, round)
            values (@p0, @p1, @p2, '', 'Unspecified', 'Waiting', '', 0)
            on conflict (country_case) do update set case_id = excluded.case_id
            """,
            [countryCase, caseId, country],
            cancellationToken);
        return await LoadAsync(work, policy, countryCase, null, cancellationToken);
    }

    /// <summary>Locks a country case that is known to exist.</summary>
    public static async Task<RoutedCase> EnterAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, string countryCase, Principal? actor, CancellationToken cancellationToken)
    {
        // SQLite's transaction holds the whole file already.
        if (work.Sql.IsPostgres)
            await work.Sql.ExecuteAsync("select 1 from country_cases where country_case = @p0 for update", [countryCase], cancellationToken);
        return await LoadAsync(work, policy, countryCase, actor, cancellationToken);
    }

    /// <summary>Adds a hand-off and its first entry.</summary>
    public void Add(HandOffRow handOff)
    {
        HandOffs.Add(handOff);
        Work.Db.HandOffs.Add(handOff);
        Note(handOff, new V1.HandOffEvent { Kind = V1.HandOffEventKind.Offered });
    }

    /// <summary>Moves a hand-off to a state and its custody with it; returns who had custody before.</summary>
    public string Enter(HandOffRow handOff, HandOffState state)
    {
        var before = Row.Custodian;
        handOff.State = state;
        if (!handOff.IsActive)
        {
            handOff.EndedAt = Now;
            handOff.FeedbackDueAt = null;
        }

        Row.Custodian = CustodyRules.After(before, Row.Desk, handOff.Role, handOff.TeamId, state);
        return before;
    }

    /// <summary>Writes an entry of the history: the hand-off has changed.</summary>
    public void Note(HandOffRow handOff, V1.HandOffEvent entry)
    {
        handOff.Version++;
        entry.Number = handOff.Version;
        entry.At = Now.ToTimestamp();
        entry.State = handOff.State;
        if (entry.Actor.Length == 0)
            entry.Actor = Actor?.Name ?? "";
        Work.Db.HandOffEntries.Add(new HandOffEntryRow
        {
            HandOffId = handOff.HandOffId,
            Number = handOff.Version,
            Entry = JsonFormatter.Default.Format(entry),
        });
        changed.Add(handOff);
    }

    /// <summary>A record for the log about a hand-off of this case, under the policy in force.</summary>
    public AuditEntry Record(string type, HandOffRow handOff) => Record(type) with
    {
        Team = handOff.TeamId,
        HandOff = handOff.HandOffId,
        Rule = handOff.RuleId,
        Details = new Dictionary<string, string> { ["role"] = Words<HandOffRole>.Of(handOff.Role) },
    };

    /// <summary>A record for the log about this case.</summary>
    public AuditEntry Record(string type) => new()
    {
        Type = type,
        Actor = Actor,
        Case = Row.CaseId,
        CountryCase = Row.CountryCase,
        PolicyVersion = Policy.Version,
    };

    public void Leave(AuditEntry entry) => Work.Record(Row.CountryCase, entry);

    public void Publish(object @event) => Work.Publish(Row.CountryCase, @event);

    /// <summary>Saves the rows, and gives each changed hand-off its place among the changes of its team's inbox.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        // In one order everywhere, so that two transactions do not wait for each other.
        foreach (var handOff in changed.OrderBy(handOff => handOff.TeamId, StringComparer.Ordinal))
        {
            handOff.TaskDueAt = OpenTask.Read(handOff.Tasks) is [var first, ..] ? first.DueAt : null;
            handOff.DueAt = DueAt(handOff);
            handOff.ChangeNumber = await Work.Sql.ScalarAsync<long>(
                "insert into team_changes (team_id, number) values (@p0, 1) on conflict (team_id) do update set number = team_changes.number + 1 returning number",
                [handOff.TeamId],
                cancellationToken);
        }

        changed.Clear();
        await Work.Db.SaveChangesAsync(cancellationToken);
    }

    private static DateTimeOffset? DueAt(HandOffRow handOff) => handOff switch
    {
        { State: HandOffState.Offered } => handOff.AcknowledgeBy,
        { IsHeld: true, FeedbackDueAt: { } feedback, TaskDueAt: { } task } => feedback < task ? feedback : task,
        { IsHeld: true } => handOff.FeedbackDueAt ?? handOff.TaskDueAt,
        _ => null,
    };

    private static async Task<RoutedCase> LoadAsync(
        Work<RoutingDbContext> work, PolicyDocument policy, string countryCase, Principal? actor, CancellationToken cancellationToken)
    {
        var row = await work.Db.CountryCases.FindAsync([countryCase], cancellationToken)
            ?? throw new InvalidOperationException("a hand-off belongs to a country case");
        var handOffs = await work.Db.HandOffs.Where(handOff => handOff.CountryCase == countryCase).ToListAsync(cancellationToken);
        return new RoutedCase(work, policy, row, [.. handOffs.OrderBy(handOff => handOff.OfferedAt).ThenBy(handOff => handOff.HandOffId, StringComparer.Ordinal)], actor);
    }
}
