using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.FindSimilar;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.ReadFeatures;
using Referrals.Matching.V1;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class SimilarNarrativeTests
{
    private const string Known = "The lighthouse keeper of Example Bay sold a harmonica to the orchestra before the regatta";
    private const string Retold = "Before its regatta an orchestra bought harmonicas from somebody who keeps the lighthouse";
    private const string Other = "A baker in another town counted seven turnips and went home early on Tuesday";

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_same_matter_in_other_words_is_listed_and_decides_nothing(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var known = new Tip("uk-nca") { Narrative = Known };
        var other = new Tip("us-ice") { Narrative = Other };
        var elsewhere = new Tip("us-ice") { Narrative = Known, Countries = ["CL"] };
        var retold = new Tip("us-fbi") { Narrative = Retold };
        foreach (var tip in new[] { known, other, elsewhere })
            await desk.ReceiveAsync(tip);

        Assert.Equal(MatchDecision.New, (await desk.ReceiveAsync(retold)).Decision);
        var answer = await AskAsync(desk, retold);

        var found = Assert.Single(answer.SimilarNarratives);
        Assert.Equal(known.Id, found.ReferralId);
        Assert.InRange(found.Likeness, 0.01, 0.95);
        Assert.True(found.SharedWords >= 3);
        Assert.Empty((await desk.MatchesOfAsync(retold)).SimilarNarratives);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_supplement_tells_is_found_and_what_is_erased_is_not(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var supplemented = new Tip("uk-nca");
        var erased = new Tip("us-ice") { Narrative = Retold };
        await desk.ReceiveAsync(supplemented);
        await desk.ReceiveAsync(erased);
        await desk.SupplementAsync(supplemented, 1, new Tip("uk-nca") { Narrative = Known });
        Assert.Equal(supplemented.Id, Assert.Single((await AskAsync(desk, erased)).SimilarNarratives).ReferralId);

        await desk.Matching.DeliverAsync($"referrals/{erased.Id}", new ReferralErased { ReferralId = erased.Id, Reason = ErasureReason.RetentionEnded });

        Assert.Empty((await AskAsync(desk, supplemented)).SimilarNarratives);
        Assert.Equal(0, await desk.Matching.Store.ReadSqlAsync(
            (sql, token) => sql.ScalarAsync<long>("select count(*) from features where referral_id = @p0", [erased.Id], token), CancellationToken.None));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(21, true)]
    [InlineData(5, false)]
    public async Task How_many_are_asked_for_is_bounded_and_of_one_referral(int similar, bool ofReferral)
    {
        await using var desk = await Desk.StartAsync(StoreKind.Sqlite);
        var placed = await desk.ReceiveAsync(new Tip("uk-nca"));
        var request = new GetMatchesRequest { SimilarNarratives = similar };
        if (ofReferral)
            request.ReferralId = placed.Referral.ReferralId;
        else
            request.CaseId = placed.CaseId;

        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await desk.AsReyes.GetMatchesAsync(request))).StatusCode);
    }

    [Theory]
    [InlineData("SampleChat", "samplechat sample chat")]
    [InlineData("ana1980", "ana1980 ana 1980")]
    [InlineData("The harmonicas and the orchestras", "harmonica orchestra")]
    [InlineData("[withheld]", "")]
    public void Words_that_are_written_in_one_are_themselves_and_their_parts_and_common_ones_are_left_out(string text, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Hashes).Distinct(), NarrativeReader.Read(text).Words);

    [Fact]
    public void Words_are_tokens_under_the_secret()
    {
        var words = NarrativeReader.Read(Known).Words;
        var tokens = WordTokens.Of(words, new byte[32]);

        Assert.Equal(words.Count, tokens.Distinct().Count());
        Assert.Equal(tokens, WordTokens.Of(words, new byte[32]));
        Assert.Empty(tokens.Intersect(WordTokens.Of(words, [.. Enumerable.Repeat((byte)1, 32)])));
        Assert.Empty(tokens.Intersect(words.Select(word => (int)word)));
        Assert.All(tokens, token => Assert.True(token < 0));
    }

    [Fact]
    public void A_word_that_stands_nearly_everywhere_leads_nowhere_and_so_much_is_looked_at_and_no_more()
    {
        var counts = Enumerable.Range(0, 40).ToDictionary(word => word, word => word < 20 ? 300 : 60_000);

        var leading = WordingRanker.Leading(counts.Keys, counts, 100_000);

        Assert.All(leading, word => Assert.Equal(300, counts[word]));
        Assert.True(leading.Sum(word => counts[word]) <= WordingRanker.MostLookedAt);
        Assert.Single(WordingRanker.Leading([30], counts, 100_000));
    }

    private static IReadOnlyList<ulong> Hashes(string word) => NarrativeReader.Read(word).Words.Take(1).ToList();

    private static async Task<GetMatchesResponse> AskAsync(Desk desk, Tip tip) => await desk.AsReyes.GetMatchesAsync(new GetMatchesRequest { ReferralId = tip.Id, SimilarNarratives = 10 });
}
