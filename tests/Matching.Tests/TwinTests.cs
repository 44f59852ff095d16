using System.Globalization;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class TwinTests
{
    private static readonly string[] Syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da", "fe", "gi", "ho", "ju", "pa"];

    // REFERRALS_TWINS=10000 makes the run long.
    private static readonly int Pairs = int.Parse(Environment.GetEnvironmentVariable("REFERRALS_TWINS") ?? "200", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(StoreKind.Sqlite, 1)]
    [InlineData(StoreKind.Postgres, 1)]
    [InlineData(StoreKind.Postgres, 8)]
    public async Task Twins_that_arrive_at_once_are_never_both_new(StoreKind kind, int instances)
    {
        await using var desk = await Desk.StartAsync(kind, instances);
        var twins = Enumerable.Range(0, Pairs).SelectMany(Twins).ToList();

        // Neighbours go to different instances, each of which is one connection; at any time a few are under way in each.
        await Parallel.ForEachAsync(twins.Index(), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (twin, _) => await desk.DeliverAsync(twin.Item.Tip, twin.Index % instances));

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

    /// <summary>What twins have in common is by turns an account, a number in two writings, and a person with a slip in the name.</summary>
    private static (Tip Tip, int Pair)[] Twins(int pair)
    {
        var (one, other) = (new Tip("uk-nca"), new Tip("us-fbi"));
        (one, other) = (pair % 3) switch
        {
            0 => (one.Account($"a1-{pair:000000}").Email($"ana{pair}@mail.example"), other.Account($"A1-{pair:000000}")),
            1 => (one.Phone($"+63 900 {pair / 1000:000} 4{pair % 1000:000}"), other.Phone($"0900 {pair / 1000:000} 4{pair % 1000:000}")),
            _ => (one.Of("Ana", NameOf(pair), BirthOf(pair)), other.Of(NameOf(pair), "Ana", BirthOf(pair))),
        };
        return [(one, pair), (other, pair)];
    }

    private static string NameOf(int pair) => string.Concat(Enumerable.Range(0, 5).Select(i => Syllables[(int)((((ulong)pair + 1) * 0x9E3779B97F4A7C15 >> (20 + (8 * i))) % (ulong)Syllables.Length)]));

    private static string BirthOf(int pair) => new DateOnly(1950, 2, 2).AddDays(pair * 37 % 20_000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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
