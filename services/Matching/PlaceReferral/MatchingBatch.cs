using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.Storage;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// What the consumers of one batch share: the keys of what it brings, made before the transaction, and the locked rows that
/// these keys lead to, read first thing in it and anew when it is tried again.
/// </summary>
public sealed class MatchingBatch(IntakeContent intake, MatchingSecret secret, IOptions<MatchingOptions> options, ILogger<MatchingBatch> logger)
{
    private readonly Dictionary<(string ReferralId, int Supplement), IReadOnlyList<MatchingKey>> keys = [];
    private readonly HashSet<long> erasing = [];
    private readonly HashSet<string> joined = [];
    private Work<MatchingDbContext>? entered;
    private KeyIndex? index;
    private HeldKeys? held;

    public int HotCases => options.Value.HotCases;

    internal KeyIndex Index => index ?? throw NotEntered();

    internal HeldKeys Held => held ?? throw NotEntered();

    /// <summary>Reads the content of referrals (supplement 0) and supplements and makes their keys.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<(ReferralMetadata Referral, int Supplement)> parts, CancellationToken cancellationToken)
    {
        var contents = await intake.ReadAsync([.. parts.Select(part => (part.Referral.ReferralId, part.Supplement)).Distinct()], cancellationToken);
        var limit = options.Value.KeysPerReferral;
        foreach (var (referral, supplement) in parts)
        {
            var part = (referral.ReferralId, supplement);
            var identifiers = contents.GetValueOrDefault(part)?.Identifiers ?? [];
            keys[part] = KeyMaker.Make(identifiers, [.. referral.Countries], secret.Value, limit);
            if (keys[part].Count == limit)
                logger.KeysCut(referral.ReferralId, limit);
            if (referral.BornIn is not null)
                joined.Add(CaseNames.ParentOf(referral.BornIn));
        }
    }

    /// <summary>Keys that the batch will remove.</summary>
    public void PrepareToErase(IEnumerable<long> tokens) => erasing.UnionWith(tokens);

    /// <summary>The first statements of the transaction: locks first, then whatever a decision rests on. Does so once a transaction.</summary>
    public async Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(entered, work))
            return;
        entered = work;
        index = new KeyIndex(work.Sql, HotCases);
        held = new HeldKeys(work.Sql);
        await index.EnsureAsync(keys.Values.SelectMany(list => list).Select(key => key.Token).Concat(erasing), cancellationToken);
        var cases = keys.Values.Select(list => LinkRules.Place(index.EvidenceFor(list), HotCases).Linked?.CaseId).OfType<string>().Concat(joined);
        await LockCasesAsync(work, [.. cases.Distinct()], cancellationToken);
    }

    /// <summary>The last statements of the transaction: the keys that its events brought and took.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (index is null || held is null)
            return;
        await index.WriteAsync(cancellationToken);
        await held.WriteAsync(cancellationToken);
        (index, held) = (null, null);
    }

    /// <summary>The keys of a referral (supplement 0) or supplement; none if its content is gone.</summary>
    public IReadOnlyList<MatchingKey> KeysOf(string referralId, int supplement) => keys[(referralId, supplement)];

    /// <summary>Makes keys lead from a referral to its case, and the other way.</summary>
    internal void Join(string referralId, string caseId, IEnumerable<MatchingKey> added)
    {
        foreach (var key in added)
        {
            Index.Add(key.Token, referralId, caseId);
            Held.Add(referralId, key);
        }
    }

    /// <summary>A case, locked until the commit.</summary>
    public static async Task<CaseRow> FindCaseAsync(Work<MatchingDbContext> work, string caseId, CancellationToken cancellationToken)
    {
        if (work.Db.Cases.Local.FindEntry(caseId) is null)
            await LockCasesAsync(work, [caseId], cancellationToken);
        return work.Db.Cases.Local.FindEntry(caseId)?.Entity ?? throw new InvalidOperationException("there is no such case");
    }

    private static InvalidOperationException NotEntered() => new("the batch has not entered its transaction");

    /// <summary>Locked in one order by all, so that batches that share cases wait for one another and do not deadlock.</summary>
    private static async Task LockCasesAsync(Work<MatchingDbContext> work, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return;
        var list = ids.ToArray();
        var rows = work.Sql.IsPostgres
            ? work.Db.Cases.FromSql($"select * from cases where id = any({list}) order by id for update")
            : work.Db.Cases.Where(row => list.Contains(row.Id));
        await rows.LoadAsync(cancellationToken);
    }
}
