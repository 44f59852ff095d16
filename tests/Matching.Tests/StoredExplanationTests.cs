using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.ScoreMatch;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class StoredExplanationTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_store_gives_back_adds_up_to_what_was_decided_to_the_bit(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(new Tip("uk-nca").Account("a1-000042").Of("Ana", "Example", "1980-05-04"));
        await desk.DeliverAsync(new Tip("us-fbi").Account("a1-000042").Phone("+63 900 000 0042").Of("Anna", "Exmaple", ""));
        await desk.DeliverAsync(new Tip("us-ice").Account("b7-000007").Of("Ana", "Sample", "1980"));

        // Its number is one referral's, its birthday another's, and its name is nearly that of a case beside.
        var tip = new Tip("nz-dia").Phone("0900 000 0042").Of("Ana Maria", "Example", "4 May 1980");
        var matched = await desk.ReceiveAsync(tip);

        Assert.Equal((MatchDecision.Linked, first.CaseId), (matched.Decision, matched.CaseId));
        var stored = await desk.Matching.Store.ReadAsync((db, token) => db.Referrals.Where(row => row.Id == tip.Id).Select(row => row.Explanation).SingleAsync(token), CancellationToken.None);
        var explanation = StoredExplanation.Read(stored);
        Assert.Equal(["birth", "name", "phone"], explanation.Groups.Select(group => group.Group));
        Assert.True(explanation.Prior < new Weights(MatchModel.Shipped, Corpus.Empty).Prior, "several referrals of the case were asked");
        var shown = Assert.Single((await desk.MatchesOfAsync(tip)).Matches, match => match.CaseId == first.CaseId).Explanation;
        AssertBits(explanation.Score().Total, shown.TotalBits);
        AssertBits(explanation.Score().Total, MatchScore.Of(explanation.Prior, explanation.Comparisons, MatchModel.Shipped).Total);
        AssertBits(shown.TotalBits, shown.Groups.Aggregate(shown.PriorBits, (sum, group) => sum + group.Bits));
        AssertBits(shown.TotalBits, shown.Comparisons.GroupBy(comparison => comparison.Group).Aggregate(shown.PriorBits, (sum, group) => sum + group.Aggregate(0.0, (bits, comparison) => bits + comparison.Bits)));
    }

    private static void AssertBits(double expected, double actual) => Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
}
