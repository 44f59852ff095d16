using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.Storage;
using Referrals.Matching.TrainModel;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>
/// What the consumers of one batch share: the keys of what it brings, made before the transaction, and the locked rows that
/// these keys lead to, read first thing in it and anew when it is tried again.
/// </summary>
public sealed class MatchingBatch(IntakeContent intake, MatchingSecret secret, ModelsInForce models, IOptions<MatchingOptions> options, ILogger<MatchingBatch> logger)
{
    private readonly Dictionary<(string ReferralId, int Supplement), ReferralFeatures> features = [];
    private readonly Dictionary<(string ReferralId, int Supplement), IReadOnlyList<MatchingKey>> keys = [];
    private readonly HashSet<long> erasing = [];
    private readonly HashSet<string> joined = [];
    private Work<MatchingDbContext>? entered;
    private KeyIndex? index;
    private HeldKeys? held;
    private FeatureIndex? known;
    private TermIndex? terms;
    private WordingIndex? wordings;

    public int HotCases => options.Value.HotCases;

    /// <summary>The model in force in this transaction.</summary>
    public MatchModel Model { get; private set; } = MatchModel.Shipped;

    internal KeyIndex Index => index ?? throw NotEntered();

    internal HeldKeys Held => held ?? throw NotEntered();

    internal FeatureIndex Features => known ?? throw NotEntered();

    internal TermIndex Terms => terms ?? throw NotEntered();

    internal WordingIndex Wordings => wordings ?? throw NotEntered();

    /// <summary>Reads the content of referrals (supplement 0) and supplements and makes their keys.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<(ReferralMetadata Referral, int Supplement)> parts, CancellationToken cancellationToken)
    {
        var contents = await intake.ReadAsync([.. parts.Select(part => (part.Referral.ReferralId, part.Supplement)).Distinct()], cancellationToken);
        var limit = options.Value.KeysPerReferral;
        foreach (var (referral, supplement) in parts)
        {
            var part = (referral.ReferralId, supplement);
            features[part] = contents.GetValueOrDefault(part) is { } content ? FeatureReader.Read(content, [.. referral.Countries], limit) : ReferralFeatures.None;
            keys[part] = KeyMaker.Make(features[part], secret.Value, limit);
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
        known = new FeatureIndex(work.Sql, secret.Value);
        terms = new TermIndex(work.Sql, secret.Value);
        wordings = new WordingIndex(work.Sql);
        await index.EnsureAsync(keys.Values.SelectMany(list => list).Select(key => key.Token).Concat(erasing), cancellationToken);

        // The case that most promises to be joined; should it be another, that one is locked when it is.
        var candidates = keys.ToDictionary(part => part.Key, part => CandidateFinder.Find(index.EvidenceFor(part.Value), HotCases).Cases);
        var cases = candidates.Values.Select(found => found is [var first, ..] ? first.CaseId : null).OfType<string>().Concat(joined);
        await LockCasesAsync(work, [.. cases.Distinct()], cancellationToken);

        // What all of the batch will be compared with, in few statements; a decision reads what it still misses.
        var compared = candidates.Values.SelectMany(found => found).ToList();
        await known.EnsureAsync(compared, cancellationToken);
        var likely = compared.Select(candidate => candidate.CaseId).Distinct().SelectMany(known.OfCase).Select(row => row.Features);
        await terms.EnsureAsync(likely.Concat(features.Values).SelectMany(FeatureTerms.Of), cancellationToken);
        Model = await models.OfAsync(terms.Model, work.Sql, cancellationToken);
    }

    /// <summary>Scores a referral (supplement 0) or supplement against the cases that share keys with it.</summary>
    internal Task<ScoredReferral> ScoreAsync(string referralId, int supplement, IReadOnlySet<string> excluded, CancellationToken cancellationToken) =>
        new Matcher(Index, Features, Terms, Model, secret.Value, HotCases).ScoreAsync(features[(referralId, supplement)], keys[(referralId, supplement)], excluded, cancellationToken);

    /// <summary>The last statements of the transaction: the keys that its events brought and took.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (index is null || held is null)
            return;
        await index.WriteAsync(cancellationToken);
        await held.WriteAsync(cancellationToken);
        await Features.WriteAsync(cancellationToken);
        await Wordings.WriteAsync(cancellationToken);
        await Terms.WriteAsync(cancellationToken);
        (index, held, known, terms, wordings) = (null, null, null, null, null);
    }

    /// <summary>The keys of a referral (supplement 0) or supplement; none if its content is gone.</summary>
    public IReadOnlyList<MatchingKey> KeysOf(string referralId, int supplement) => keys[(referralId, supplement)];

    /// <summary>Makes the keys of a referral (supplement 0) or supplement lead to its case, and keeps what is compared of it.</summary>
    internal async Task JoinAsync(string referralId, int supplement, string caseId, CancellationToken cancellationToken)
    {
        var holds = await HeldByAsync(referralId, cancellationToken);
        foreach (var key in KeysOf(referralId, supplement).Where(key => holds.Add(key.Token)))
        {
            Index.Add(key.Token, referralId, caseId);
            Held.Add(referralId, key);
        }

        var part = features[(referralId, supplement)];
        if (part.Narrative.Words.Count > 0)
        {
            var words = WordTokens.Of(part.Narrative.Words, secret.Value);
            Wordings.Add(referralId, supplement, words);
            Terms.AddWords(referralId, words);
        }

        if (part.Persons.Count + part.Identifiers.Count + part.Narrative.Signature.Count == 0)
            return;
        Features.Add(referralId, supplement, caseId, part);
        var found = FeatureTerms.Of(part).ToList();
        await Terms.EnsureAsync(found, cancellationToken);
        Terms.Add(referralId, found);
    }

    /// <summary>Every key that a referral holds.</summary>
    internal Task<HashSet<long>> HeldByAsync(string referralId, CancellationToken cancellationToken) =>
        Held.AllOfAsync(referralId, Features, secret.Value, options.Value.KeysPerReferral, cancellationToken);

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
