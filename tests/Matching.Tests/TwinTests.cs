using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class TwinTests
{
    private const int Pairs = 200;

    [Theory]
    [InlineData(StoreKind.Sqlite, 1)]
    [InlineData(StoreKind.Postgres, 1)]
    [InlineData(StoreKind.Postgres, 4)]
    public async Task Twins_that_arrive_at_once_are_never_both_new(StoreKind kind, int instances)
    {
        await using var desk = await Desk.StartAsync(kind, instances);
        var twins = Enumerable.Range(0, Pairs).SelectMany(i => new[]
        {
            (Tip: new Tip("uk-nca").Account($"a1-{i:000000}").Phone($"+63 900 {i:000} 4200"), Pair: i),
            (Tip: new Tip("us-fbi").Account($"A1-{i:000000}").Email($"ana{i}@mail.example"), Pair: i),
        }).ToList();

        await Task.WhenAll(twins.Select((twin, n) => desk.DeliverAsync(twin.Tip, n % instances)));

        var matched = (await desk.Matching.PublishedAsync<ReferralMatched>()).ToDictionary(m => m.Referral.ReferralId);
        Assert.Equal(2 * Pairs, matched.Count);
        foreach (var pair in twins.GroupBy(twin => twin.Pair, twin => matched[twin.Tip.Id]))
        {
            Assert.Single(pair.Select(m => m.CaseId).Distinct());
            Assert.Equal([MatchDecision.New, MatchDecision.Linked], pair.Select(m => m.Decision).Order());
            Assert.Equal([1, 2], pair.Select(m => m.ReferralCount).Order());
        }

        Assert.Equal(Pairs, matched.Values.Select(m => m.CaseId).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public async Task Many_instances_that_are_sent_one_matter_make_one_case(int identifiersEach)
    {
        await using var desk = await Desk.StartAsync(StoreKind.Postgres, 3);
        var tips = Enumerable.Range(0, 60).Select(i =>
        {
            // Beyond the stripes that one transaction locks, the whole table is: both must exclude one another.
            var extra = i % 2 == 0 ? identifiersEach - 1 : 0;
            var tip = new Tip($"agency-{i % 5}").Account("a1-000042");
            return tip with
            {
                Identifiers = [.. tip.Identifiers, .. Enumerable.Range(0, extra).Select(n => new Identifier { Type = IdentifierType.Email, Value = $"ana{i}x{n}@mail.example" })],
            };
        }).ToList();

        await Task.WhenAll(tips.Select((tip, n) => desk.DeliverAsync(tip, n % 3)));

        var matched = await desk.Matching.PublishedAsync<ReferralMatched>();
        Assert.Single(matched.Select(m => m.CaseId).Distinct());
        Assert.Equal(Enumerable.Range(1, 60), matched.Select(m => m.ReferralCount).Order());
        Assert.Equal(5, matched.SelectMany(m => m.OtherAgencies).Distinct().Count());
    }

    [Fact]
    public async Task Another_secret_than_the_stores_own_refuses_the_start()
    {
        await using var desk = await Desk.StartAsync(StoreKind.Postgres);
        var settings = new ServiceSettings { Database = desk.Matching.Database };

        var exception = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => ServiceUnderTest.StartAsync<Storage.MatchingDbContext>(
            StoreKind.Postgres, builder => builder.AddMatching(), app => app.MapMatching(), settings));

        Assert.Contains("matching.seal", exception.Message);
    }
}
