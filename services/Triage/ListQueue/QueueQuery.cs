using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>One officer's view of the queue: the desks, the filter and the order. <c>now</c> is real time, for claims.</summary>
internal sealed class QueueQuery
{
    private static readonly HashSet<CountryCaseState> QueuedStates = [CountryCaseState.Open, CountryCaseState.InformationRequested];

    /// <summary>Decided, and in the queue for what an officer must see to: no team takes it, or a hold has lapsed.</summary>
    private static readonly HashSet<CountryCaseState> SometimesQueuedStates = [CountryCaseState.Accepted, CountryCaseState.Merged];

    private const int FewCases = 500;

    private readonly QueueFilter filter;
    private readonly string officer;
    private readonly QueueOrder order;
    private readonly DateTimeOffset now;
    private List<string>? casesOfAgency;
    private List<string>? casesCalled;

    private QueueQuery(Principal officer, QueueFilter filter, QueueOrder order, DateTimeOffset now)
    {
        this.filter = filter;
        this.officer = officer.Name;
        this.order = order == QueueOrder.Unspecified ? QueueOrder.Due : order;
        this.now = now;
        IsEverything = filter.Equals(new QueueFilter());
        Desks = [.. filter.Desks.Count == 0 ? officer.Desks : filter.Desks.Distinct()];
    }

    public IReadOnlyList<string> Desks { get; }

    public QueueOrder Order => order;

    /// <summary>Whether it shows all that is open on the officer's desks.</summary>
    public bool IsEverything { get; }

    /// <summary>The view, unless the filter is not valid or names a desk that is not the officer's.</summary>
    public static Result<QueueQuery> For(Principal officer, QueueFilter? filter, QueueOrder order, DateTimeOffset now)
    {
        filter ??= new QueueFilter();
        var violations = new Violations();
        if (filter.Holder == HolderFilter.Named)
            violations.Officer(filter.HolderName, "filter.holderName");
        else
            violations.Require(filter.HolderName.Length == 0, "filter.holderName", "goes with HOLDER_FILTER_NAMED only", "NOT_ALLOWED");
        violations.Require(filter.Reference.Length <= CalledCases.LongestReference, "filter.reference", $"must have at most {CalledCases.LongestReference} characters", "TOO_LONG");
        if (violations.Any)
            return violations.ToRefusal();
        foreach (var desk in filter.Desks)
        {
            if (officer.Check(Right.SeeCase, Standings.OfDesk(officer, desk), "desk") is { } refusal)
                return refusal;
        }

        return new QueueQuery(officer, filter, order, now);
    }

    /// <summary>The rows after a key. Desk by desk, since each has its part of an index in the order that is asked for.</summary>
    public async Task<List<CountryCaseRow>> PageAsync(TriageDbContext db, QueueKey? after, int count, CancellationToken cancellationToken)
    {
        await LookUpAgencyAsync(db, cancellationToken);
        await LookUpCalledAsync(db, cancellationToken);
        var rows = new List<CountryCaseRow>();
        foreach (var desk in Desks)
            rows.AddRange(await Page(db, desk, after, count).ToListAsync(cancellationToken));

        return [.. QueueSort.Merge(rows, order).Take(count)];
    }

    /// <summary>The first that match, locked until the commit. Those that another transaction has just now are passed over.</summary>
    public async Task<List<CountryCaseRow>> TakeFirstAsync(TriageDbContext db, int count, CancellationToken cancellationToken)
    {
        await LookUpCalledAsync(db, cancellationToken);
        var taken = new List<CountryCaseRow>();
        foreach (var desk in await DesksByFirstAsync(db, cancellationToken))
        {
            taken.AddRange(await Page(db, desk, null, count - taken.Count).AsTracking().TagWith(RowLocks.SkipLocked).ToListAsync(cancellationToken));
            if (taken.Count == count)
                break;
        }

        return taken;
    }

    /// <summary>The part of a page that one desk has.</summary>
    public IQueryable<CountryCaseRow> Page(TriageDbContext db, string desk, QueueKey? after, int count) => Sorted(db, desk, after).Take(count);

    /// <summary>How many match, counted up to a bound.</summary>
    public async Task<int> CountAsync(TriageDbContext db, int bound, CancellationToken cancellationToken)
    {
        await LookUpCalledAsync(db, cancellationToken);
        var count = 0;
        foreach (var desk in Desks)
            count += await Counted(db, desk, bound).CountAsync(cancellationToken);
        return Math.Min(count, bound);
    }

    /// <summary>Those of these rows that match.</summary>
    public async Task<HashSet<string>> MatchingAsync(TriageDbContext db, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        await LookUpCalledAsync(db, cancellationToken);
        return [.. await Matching(db, Rows(db).Where(r => names.Contains(r.Name))).Select(r => r.Name).ToListAsync(cancellationToken)];
    }

    /// <summary>What one desk's part of a count reads: in the order of an index, so that the bound ends it.</summary>
    public IQueryable<CountryCaseRow> Counted(TriageDbContext db, string desk, int bound) =>
        QueueSort.Sort(Matching(db, desk), QueueOrder.Due).Take(bound);

    /// <summary>An agency with few cases is not looked for in all of them, in which it would hardly be found.</summary>
    private async Task LookUpAgencyAsync(TriageDbContext db, CancellationToken cancellationToken)
    {
        if (filter.AgencyId.Length == 0)
            return;
        var cases = await db.CaseAgencies.Where(a => a.AgencyId == filter.AgencyId).Select(a => a.CountryCase).Order().Take(FewCases + 1).ToListAsync(cancellationToken);
        casesOfAgency = cases.Count <= FewCases ? cases : null;
    }

    private async Task LookUpCalledAsync(TriageDbContext db, CancellationToken cancellationToken)
    {
        if (filter.Reference.Length > 0)
            casesCalled ??= await CalledCases.FindAsync(db, filter.Reference, cancellationToken);
    }

    private IQueryable<CountryCaseRow> Sorted(TriageDbContext db, string desk, QueueKey? after) => QueueSort.Sort(QueueSort.After(Matching(db, desk), after), order);

    private async Task<IReadOnlyList<string>> DesksByFirstAsync(TriageDbContext db, CancellationToken cancellationToken)
    {
        if (Desks.Count == 1)
            return Desks;
        var first = new List<CountryCaseRow>();
        foreach (var desk in Desks)
            first.AddRange(await Page(db, desk, null, 1).ToListAsync(cancellationToken));
        return [.. QueueSort.Merge(first, order).Select(row => row.Desk)];
    }

    private IQueryable<CountryCaseRow> Matching(TriageDbContext db, string desk) => Matching(db, Rows(db).Where(r => r.Desk == desk));

    private static IQueryable<CountryCaseRow> Rows(TriageDbContext db) => db.CountryCases.AsNoTracking();

    private IQueryable<CountryCaseRow> Matching(TriageDbContext db, IQueryable<CountryCaseRow> rows)
    {
        rows = ByState(rows);
        rows = ByHolder(rows);
        if (filter.Priorities.Count > 0)
            rows = rows.Where(r => filter.Priorities.ToList().Contains(r.Priority));
        if (filter.IncidentTypes.Count > 0)
            rows = ByIncidentType(rows);
        if (filter.AgencyId.Length > 0)
            rows = casesOfAgency is { } few ? rows.Where(r => few.Contains(r.Name)) : rows.Where(r => db.CaseAgencies.Any(a => a.CountryCase == r.Name && a.AgencyId == filter.AgencyId));
        if (filter.DueBefore is { } before)
        {
            var due = before.ToDateTimeOffset();
            rows = rows.Where(r => r.DueAt < due);
        }

        if (filter.CaseId.Length > 0)
            rows = rows.Where(r => r.CaseId == filter.CaseId);
        if (filter.Reference.Length > 0)
            rows = rows.Where(r => casesCalled!.Contains(r.Name));
        if (filter.Orphaned)
            rows = rows.Where(r => r.Orphaned);
        if (filter.WithPossibleMatches)
            rows = rows.Where(r => r.PossibleMatchCount > 0);
        if (filter.HotKeyOnly)
            rows = rows.Where(r => r.ReferralPriorityReason == PriorityReason.KnownMaterial);
        if (filter.Escalated)
            rows = rows.Where(r => r.Escalated);
        return rows;
    }

    private IQueryable<CountryCaseRow> ByState(IQueryable<CountryCaseRow> rows)
    {
        if (filter.States.Count == 0)
            return rows.Where(r => r.Queued);
        var states = filter.States.Distinct().ToList();

        // With one state the index has them in order; equality says so to the planner, a list of one does not.
        if (states is [var closed] && !QueuedStates.Contains(closed) && !SometimesQueuedStates.Contains(closed))
            return rows.Where(r => !r.Queued && r.State == closed);
        if (states.TrueForAll(QueuedStates.Contains))
            return rows.Where(r => r.Queued && states.Contains(r.State));
        return states.Exists(QueuedStates.Contains) || states.Exists(SometimesQueuedStates.Contains)
            ? rows.Where(r => states.Contains(r.State))
            : rows.Where(r => !r.Queued && states.Contains(r.State));
    }

    private IQueryable<CountryCaseRow> ByHolder(IQueryable<CountryCaseRow> rows) => filter.Holder switch
    {
        HolderFilter.Free => rows.Where(r => r.Holder == null || r.LeaseUntil <= now),
        HolderFilter.Mine => rows.Where(r => r.Holder == officer && r.LeaseUntil > now),
        HolderFilter.FreeOrMine => rows.Where(r => r.Holder == null || r.LeaseUntil <= now || r.Holder == officer),
        HolderFilter.Named => rows.Where(r => r.Holder == filter.HolderName && r.LeaseUntil > now),
        _ => rows,
    };

    private IQueryable<CountryCaseRow> ByIncidentType(IQueryable<CountryCaseRow> rows)
    {
        // The list is stored as JSON; names of incident types are not parts of one another.
        var patterns = filter.IncidentTypes.Distinct().Select(type => $"%\"{type}\"%").ToList();
        return rows.Where(r => patterns.Any(pattern => EF.Functions.Like((string)(object)r.IncidentTypes, pattern)));
    }
}
