using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Platform.Sealing;
using Referrals.Platform.Storage;
using Referrals.Routing.Policies;
using Referrals.Routing.SealWords;
using Referrals.Routing.Storage;

namespace Referrals.Routing.HandOffs;

/// <summary>
/// A country case with its hand-offs, locked in one transaction: commands, events and lapses of one case go one after the
/// other, in however many instances they arrive.
/// </summary>
internal sealed class RoutedCase
{
    private readonly HashSet<HandOffRow> changed = [];
    private CaseReferralSet? referrals;

    internal RoutedCase(Work<RoutingDbContext> work, PolicyDocument policy, CountryCaseRow row, List<HandOffRow> handOffs, Principal? actor)
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

    /// <summary>What words are sealed under, where there are any to write.</summary>
    public SubjectKey? WordsKey { get; set; }

    public DateTimeOffset Now => Work.Now;

    /// <summary>The first referral of a case that nothing is known of: there are no others to read.</summary>
    public void Begin(CaseReferralRow row)
    {
        referrals = CaseReferralSet.Empty(Work.Db, Row.CountryCase);
        referrals.Add(row);
    }

    /// <summary>The referrals of the case, read with those of others, unless they were read before.</summary>
    public void Take(CaseReferralSet read) => referrals ??= read;

    /// <summary>The referrals of the case, read when they are first asked for.</summary>
    public async Task<CaseReferralSet> ReferralsAsync(CancellationToken cancellationToken) =>
        referrals ??= await CaseReferralSet.LoadAsync(Work.Db, Row.CountryCase, cancellationToken);

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
        var words = CaseWords.Seal(WordsKey, handOff, entry);
        entry.Text = "";
        Work.Db.HandOffEntries.Add(new HandOffEntryRow
        {
            HandOffId = handOff.HandOffId,
            Number = handOff.Version,
            Entry = JsonFormatter.Default.Format(entry),
            Words = words,
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

    /// <summary>Saves what has changed, so that it can be read back in the same transaction.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        await RoutedCases.CompleteAsync(Work, cancellationToken);
        await Work.Db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The hand-offs that have changed since this was last asked, with what is due next brought up to date.</summary>
    internal IReadOnlyList<HandOffRow> TakeChanged()
    {
        foreach (var handOff in changed)
        {
            handOff.TaskDueAt = OpenTask.Read(handOff.Tasks) is [var first, ..] ? first.DueAt : null;
            handOff.DueAt = DueAt(handOff);
        }

        var taken = changed.ToList();
        changed.Clear();
        return taken;
    }

    private static DateTimeOffset? DueAt(HandOffRow handOff) => handOff switch
    {
        { State: HandOffState.Offered } => handOff.AcknowledgeBy,
        { IsHeld: true, FeedbackDueAt: { } feedback, TaskDueAt: { } task } => feedback < task ? feedback : task,
        { IsHeld: true } => handOff.FeedbackDueAt ?? handOff.TaskDueAt,
        _ => null,
    };
}
