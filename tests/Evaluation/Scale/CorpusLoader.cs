using Referrals.Common.V1;
using Referrals.Matching;
using Referrals.Matching.DecideMatch;
using Referrals.Matching.FindCandidates;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.ScoreMatch;
using Referrals.Matching.SealFeatures;
using Referrals.Matching.Storage;
using Referrals.Platform.Outbox;
using Referrals.Platform.Storage;

namespace Referrals.Evaluation.Scale;

/// <summary>
/// Fills a store of Matching with a corpus as if each referral had been placed in the case that it belongs to: the same
/// rows by the same code, without the search for that case, in one transaction.
/// </summary>
internal sealed class CorpusLoader(Store<MatchingDbContext> store, byte[] secret, InventedCorpus corpus)
{
    private const int AtOnce = 5_000;
    private static readonly MatchingOptions Options = new();
    private static readonly Weights Weights = new(MatchModel.Shipped, Corpus.Empty);
    private readonly LoadedKeys index = new(Options.HotCases);

    public Task LoadAsync(int count, IProgress<int> progress, CancellationToken cancellationToken) => store.ExecuteAsync(
        async (work, token) =>
        {
            var terms = new TermIndex(work.Sql, secret);
            var next = Task.Run(() => Read(0, count), token);
            for (var from = 0; from < count; from += AtOnce)
            {
                var placed = await next;
                var after = from + AtOnce;
                next = Task.Run(() => Read(after, count), token);
                await WriteAsync(work, terms, placed, token);
                progress.Report(from + placed.Count);
            }

            terms.Write();
        },
        cancellationToken);

    private List<Placed> Read(int from, int count) => from >= count ? [] : [.. Enumerable.Range(from, Math.Min(AtOnce, count - from)).AsParallel().AsOrdered().Select(number => Read(number))];

    private Placed Read(int number)
    {
        var features = FeaturesOf(number);
        var matter = corpus.MatterOf(number);
        var match = matter == number
            ? null
            : DecisionRules.Score(features, InventedCorpus.CaseOf(matter), [(InventedCorpus.IdOf(matter), FeaturesOf(matter))], Weights);
        var explanation = StoredExplanation.Of(match, new Candidates([], 0, []), MatchModel.Shipped, Options.HotCases).Write();
        var id = InventedCorpus.IdOf(number);
        return new Placed(
            number, id, InventedCorpus.CaseOf(matter), features, FeatureSeal.Seal(features, id, secret), KeyMaker.Make(features, secret, Options.KeysPerReferral),
            PackedJson.Pack(EventJson.Write(InventedCorpus.Metadata(number))), PackedJson.Pack(explanation));
    }

    private ReferralFeatures FeaturesOf(int number) => FeatureReader.Read(corpus.Referral(number), ["PH"], Options.KeysPerReferral);

    private async Task WriteAsync(Work<MatchingDbContext> work, TermIndex terms, List<Placed> placed, CancellationToken cancellationToken)
    {
        var rows = new List<FeatureRow>(placed.Count);
        foreach (var referral in placed)
        {
            var words = WordTokens.Of(referral.Features.Narrative.Words, secret);
            var (brought, shared) = index.Add(terms, referral.Keys.Select(key => key.Token), referral.Id, referral.CaseId);
            rows.Add(new FeatureRow(referral.CaseId, referral.Id, 0, referral.Sealed, brought, shared, words));
            terms.AddWords(referral.Id, words);
            terms.Add(referral.Id, FeatureTerms.Of(referral.Features));
        }

        await FeatureTable.InsertAsync(work.Sql, rows, cancellationToken);
        await WriteRowsAsync(work, placed, cancellationToken);
    }

    private static async Task WriteRowsAsync(Work<MatchingDbContext> work, List<Placed> placed, CancellationToken cancellationToken)
    {
        await work.Sql.InsertAsync(
            "referrals (id, case_id, decision, decided_at, metadata, explanation)",
            [
                placed.Select(row => row.Id).ToArray(), placed.Select(row => row.CaseId).ToArray(),
                placed.Select(row => (row.IsNew ? MatchDecision.New : MatchDecision.Linked).ToString()).ToArray(), placed.Select(_ => work.Now).ToArray(),
                placed.Select(row => row.Metadata).ToArray(), placed.Select(row => row.Explanation).ToArray(),
            ],
            "",
            cancellationToken);
        var cases = placed.GroupBy(row => row.CaseId, (id, rows) => (Id: id, Count: rows.Count())).ToList();
        await work.Sql.InsertAsync(
            "cases (id, opened_at, referral_count, agencies, countries, version)",
            [
                cases.Select(row => row.Id).ToArray(), cases.Select(_ => work.Now).ToArray(), cases.Select(row => row.Count).ToArray(),
                cases.Select(_ => """["uk-nca"]""").ToArray(), cases.Select(_ => """["PH"]""").ToArray(), cases.Select(row => row.Count).ToArray(),
            ],
            "on conflict (id) do update set referral_count = cases.referral_count + excluded.referral_count, version = cases.version + excluded.version",
            cancellationToken);

        // An event and a record each.
        var heads = cases.SelectMany(row => new[] { (Channel: "audit", row.Id, row.Count), (Channel: "event", row.Id, row.Count) }).ToList();
        await work.Sql.InsertAsync(
            "stream_heads (channel, stream, sequence)",
            [heads.Select(head => head.Channel).ToArray(), heads.Select(head => CaseNames.StreamOf(head.Id)).ToArray(), heads.Select(head => (long)head.Count).ToArray()],
            "on conflict (channel, stream) do update set sequence = stream_heads.sequence + excluded.sequence",
            cancellationToken);
    }

    private sealed record Placed(
        int Number, string Id, string CaseId, ReferralFeatures Features, byte[] Sealed, IReadOnlyList<MatchingKey> Keys, byte[] Metadata, byte[] Explanation)
    {
        public bool IsNew => CaseId == InventedCorpus.CaseOf(Number);
    }
}
