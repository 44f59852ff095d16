using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform.Outbox;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class ErasureTests
{
    /// <summary>Counts the referrals.</summary>
    private const long SizeToken = 0;

    private const string Story = "The courier parked a turquoise caravan beside the derelict lighthouse before midnight";

    private readonly Tip erased = new Tip("uk-nca") { Narrative = Story }.Of("Ana", "Example", "1980-05-04").Account("a1-000042");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task No_token_of_an_erased_referral_alone_is_left(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var other = new Tip("us-fbi") { Narrative = "A turquoise scooter" }.Of("Ana", "Sample", "1991-02-03");
        await desk.ReceiveAsync(other);
        var before = await TermsAsync(desk);
        await desk.ReceiveAsync(erased);
        await desk.SupplementAsync(erased, 1, new Tip("uk-nca") { Narrative = "Seen near an abandoned observatory" }.Of("Ana", "Alias", "1980-05-04"));
        Assert.True((await TermsAsync(desk)).Count > before.Count);

        await EraseAsync(desk, erased);
        Assert.Equal(before, await TermsAsync(desk));

        await EraseAsync(desk, other);
        Assert.Empty(await TermsAsync(desk));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Words_that_were_counted_before_the_store_was_large_go_as_well(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tips = Enumerable.Range(0, 20).Select(i => new Tip("uk-nca") { Narrative = $"{Story} number{i:d3}x" }).ToList();
        foreach (var tip in tips)
            await desk.ReceiveAsync(tip);
        await SetSizeAsync(desk, 1_000);

        foreach (var tip in tips)
            await EraseAsync(desk, tip);

        Assert.Equal([SizeToken], (await TermsAsync(desk)).Keys);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_counted_in_steps_is_counted_out_in_steps(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, configuration: new Dictionary<string, string> { ["Matching:HotCases"] = "1000" });
        var tips = Enumerable.Range(0, 200).Select(i => new Tip("uk-nca").Of("Ana", $"Example{i:d3}", "").Account($"a1-{i:d6}")).ToList();
        foreach (var tip in tips)
            await desk.DeliverAsync(tip);
        var counted = await TermsAsync(desk);

        foreach (var tip in tips)
            await EraseAsync(desk, tip);

        // The same referrals in the same steps; up to as many as are counted one by one may be left, as the order has it.
        Assert.InRange(counted[SizeToken], 64, 400);
        Assert.All(await TermsAsync(desk), term => Assert.True(counted[term.Key] > 64 && term.Value is > 0 and <= 64));
    }

    private static Task<EventPosition> EraseAsync(Desk desk, Tip tip) =>
        desk.Matching.DeliverAsync($"referrals/{tip.Id}", new ReferralErased { ReferralId = tip.Id, Reason = ErasureReason.RetentionEnded });

    private static Task<int> SetSizeAsync(Desk desk, int size) => desk.Matching.Store.ExecuteAsync(
        (work, token) => work.Sql.ExecuteAsync("update terms set referrals = @p0 where token = @p1", [size, SizeToken], token), CancellationToken.None);

    private static async Task<SortedDictionary<long, long>> TermsAsync(Desk desk) => new((await desk.Matching.Store.ReadSqlAsync(
        (sql, token) => sql.QueryAsync("select token, referrals from terms", [], row => (Token: row.Number(0), Count: row.Number(1)), token), CancellationToken.None))
        .ToDictionary(row => row.Token, row => row.Count));
}
