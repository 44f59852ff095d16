using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.FindPictures;
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
public sealed class MatchingBatch(
    IntakeContent intake, MatchingSecret secret, ModelsInForce models, HotKeys hot, KnownPictures pictures, Store<MatchingDbContext> store,
    IOptions<MatchingOptions> options, ILogger<MatchingBatch> logger)
{
    /// <summary>
    /// What a case promises that is joined more often than not: more than one key that stands nowhere else. To lock every other keeps those
    /// waiting that do join it.
    /// </summary>
    private const double Likely = 10;

    private readonly Dictionary<(string ReferralId, int Supplement), ReferralFeatures> features = [];
    private readonly Dictionary<(string ReferralId, int Supplement), IReadOnlyList<MatchingKey>> keys = [];
    private readonly HashSet<long> erasing = [];
    private readonly HashSet<string> joined = [];
    private readonly HashSet<string> followed = [];
    private Work<MatchingDbContext>? entered;
    private KeyIndex? index;
    private FeatureIndex? known;
    private PictureSearch? alike;
    private TermIndex? terms;
    private CandidateSearch? search;

    public int HotCases => options.Value.HotCases;

    /// <summary>The model in force in this transaction.</summary>
    public MatchModel Model { get; private set; } = MatchModel.Shipped;

    private IEnumerable<MatchingKey> Looks => keys.Values.SelectMany(list => list).Where(key => key.Looks is not null);

    internal KeyIndex Index => index ?? throw NotEntered();

    internal FeatureIndex Features => known ?? throw NotEntered();

    internal TermIndex Terms => terms ?? throw NotEntered();

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

        // The first time there may be many: not while others wait.
        if (Looks.Any())
            await store.ReadSqlAsync(pictures.ReadOnAsync, cancellationToken);
    }

    /// <summary>Keys that the batch will remove.</summary>
    public void PrepareToErase(IEnumerable<long> tokens) => erasing.UnionWith(tokens.Append(KnownPictures.Lock));

    /// <summary>Referrals that were placed before and that the batch tells more of: their cases are locked.</summary>
    public void PrepareToFollow(IEnumerable<string> referralIds) => followed.UnionWith(referralIds);

    /// <summary>The first statements of the transaction: locks first, then whatever a decision rests on. Does so once a transaction.</summary>
    public async Task EnterAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(entered, work))
            return;
        entered = work;
        terms = new TermIndex(work.Sql, secret.Value);
        alike = new PictureSearch(work.Sql, pictures, secret.Value);
        index = new KeyIndex(work.Sql, terms, hot, HotCases, alike);
        known = new FeatureIndex(work.Sql, secret.Value);
        search = new CandidateSearch(index, HotCases);
        var cases = new HashSet<string>(joined);
        work.Sql.LaterAmong("select case_id from referrals where id", followed, row => row.Text(0), cases.UnionWith);
        var looks = Looks.ToList();
        var tokens = keys.Values.SelectMany(list => list).Where(key => key.Looks is null).Select(key => key.Token).Concat(erasing);
        await index.EnsureAsync(looks.Count > 0 ? tokens.Append(KnownPictures.Lock) : tokens, features.Values.SelectMany(FeatureTerms.Of), cancellationToken);
        await work.Sql.FlushAsync(cancellationToken);
        await alike.EnsureAsync(looks, cancellationToken);

        // The case that will likely be joined; should it be another, that one is locked when it is.
        var candidates = keys.ToDictionary(part => part.Key, part => search.Find(part.Value).Cases);
        cases.UnionWith(candidates.Values.Select(found => found is [{ Promise: >= Likely } first, ..] ? first.CaseId : null).OfType<string>());
        LockCases(work, cases);

        // What all of the batch will be compared with, in few statements; a decision reads what it still misses.
        var compared = candidates.Values.SelectMany(found => found).ToList();
        await known.EnsureAsync(compared, cancellationToken);
        await work.Sql.FlushAsync(cancellationToken);
        if (keys.Count > 1)
        {
            // For one, a decision asks for the few that it needs; for many it is less to ask for all at once.
            var theirs = compared.Select(candidate => candidate.CaseId).Distinct().SelectMany(known.OfCase).Select(row => row.Features);
            terms.EnsureLater(theirs.SelectMany(FeatureTerms.Of), []);
        }

        Model = await models.OfAsync(terms.Model, work.Sql, cancellationToken);
    }

    /// <summary>Scores a referral (supplement 0) or supplement against the cases that share keys with it.</summary>
    internal Task<ScoredReferral> ScoreAsync(string referralId, int supplement, IReadOnlySet<string> excluded, CancellationToken cancellationToken) =>
        new Matcher(Index, Features, Terms, Model, secret.Value).ScoreAsync(features[(referralId, supplement)], (search ?? throw NotEntered()).Find(keys[(referralId, supplement)]), excluded, cancellationToken);

    /// <summary>The last statements of the transaction: the keys that its events brought and took.</summary>
    public async Task CompleteAsync(Work<MatchingDbContext> work, CancellationToken cancellationToken)
    {
        if (index is null)
            return;
        PlacedRows.Write(work);
        await Features.WriteAsync(cancellationToken);
        alike?.Write();
        Terms.Write();
        (index, known, alike, terms, search) = (null, null, null, null, null);
    }

    /// <summary>The keys of a referral (supplement 0) or supplement; none if its content is gone.</summary>
    public IReadOnlyList<MatchingKey> KeysOf(string referralId, int supplement) => keys[(referralId, supplement)];

    /// <summary>Makes the keys of a referral (supplement 0) or supplement lead to its case, and keeps what is compared of it.</summary>
    internal async Task JoinAsync(string referralId, int supplement, string caseId, CancellationToken cancellationToken)
    {
        var part = features[(referralId, supplement)];
        if (part.IsEmpty)
            return;
        var words = WordTokens.Of(part.Narrative.Words, secret.Value);
        Terms.AddWords(referralId, words);
        var made = KeysOf(referralId, supplement).ToLookup(key => key.Looks is not null);
        foreach (var picture in made[true])
            Index.AddPicture(picture, referralId, supplement, caseId);
        var (brought, shared) = Index.Add(made[false].Select(key => key.Token), referralId, caseId);
        Features.Add(new FeatureRow(caseId, referralId, supplement, Features.Seal(part, referralId), brought, shared, words), part);
        var found = FeatureTerms.Of(part).ToList();
        await Terms.EnsureAsync(found, cancellationToken);
        Terms.Add(referralId, found);
    }

    /// <summary>Deletes what is known of a referral, and counts its terms out; keys that others of its case hold lead to these from now on.</summary>
    internal async Task EraseAsync(Work<MatchingDbContext> work, string referralId, string caseId, CancellationToken cancellationToken)
    {
        // What this batch has placed so far is looked at as well.
        var sql = work.Sql;
        await work.Db.SaveChangesAsync(cancellationToken);
        await Features.WriteAsync(cancellationToken);
        var parts = await HeldKeys.OfAsync(sql, [referralId], cancellationToken);

        // A supplement that another process applied since the preparation has brought keys that are not locked yet.
        HashSet<long> held = [.. parts.SelectMany(part => part.All)];
        await Index.EnsureAsync(held, [], cancellationToken);
        await HeldKeys.LeaveAsync(sql, caseId, [referralId], parts.SelectMany(part => part.Brought), cancellationToken);
        await ErasedTerms.CountOutAsync(sql, Terms, referralId, secret.Value, cancellationToken);
        await HeldKeys.DeleteAsync(sql, referralId, cancellationToken);
        await Index.ReadAgainAsync(held, cancellationToken);
        if (alike is not null && await alike.ForgetAsync(referralId, cancellationToken))
            await ShowOthersAsync(alike, caseId, cancellationToken);
    }

    /// <summary>A case that was found by the pictures of an erased referral is found by those of its others.</summary>
    private async Task ShowOthersAsync(PictureSearch search, string caseId, CancellationToken cancellationToken)
    {
        var shown = await search.FoundByAsync(caseId, cancellationToken);
        var others = (await Features.FirstOfAsync(caseId, cancellationToken)).Where(part => !shown.Contains(part.ReferralId))
            .Select(part => (part.ReferralId, Keys: PicturesOf(part.Features))).ToList();
        await search.EnsureAsync([.. others.SelectMany(part => part.Keys)], cancellationToken);
        foreach (var (referralId, theirs) in others)
        {
            foreach (var key in theirs)
                Index.AddPicture(key, referralId, 0, caseId);
        }
    }

    private List<MatchingKey> PicturesOf(ReferralFeatures features) => [.. KeyMaker.Make(features, secret.Value, options.Value.KeysPerReferral).Where(key => key.Looks is not null)];

    /// <summary>A case, locked until the commit.</summary>
    public static async Task<CaseRow> FindCaseAsync(Work<MatchingDbContext> work, string caseId, CancellationToken cancellationToken)
    {
        if (work.Db.Cases.Local.FindEntry(caseId) is null)
        {
            LockCases(work, [caseId]);
            await work.Sql.FlushAsync(cancellationToken);
        }

        return work.Db.Cases.Local.FindEntry(caseId)?.Entity ?? throw new InvalidOperationException("there is no such case");
    }

    /// <summary>The case itself, or the one that it has ended in; locked until the commit.</summary>
    public static async Task<CaseRow> FindStandingAsync(Work<MatchingDbContext> work, string caseId, CancellationToken cancellationToken)
    {
        var row = await FindCaseAsync(work, caseId, cancellationToken);
        while (row.MergedInto is { } into)
            row = await FindCaseAsync(work, into, cancellationToken);
        return row;
    }

    /// <summary>Locked in one order by all, so that batches that share cases wait for one another and do not deadlock; with the next statement.</summary>
    public static void LockCases(Work<MatchingDbContext> work, IReadOnlyCollection<string> ids)
    {
        CaseTable.Lock(work.Sql, [.. ids], row =>
        {
            if (work.Db.Cases.Local.FindEntry(row.Id) is null)
                work.Db.Cases.Attach(row);
        });
        work.Continue([.. ids.Select(CaseNames.StreamOf)]);
    }

    private static InvalidOperationException NotEntered() => new("the batch has not entered its transaction");
}
