using System.Security.Cryptography;
using System.Text;
using Referrals.Audit.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Storage;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

public sealed class AppendTests
{
    [Theory, InlineData(StoreKind.Sqlite, 1), InlineData(StoreKind.Sqlite, 2), InlineData(StoreKind.Postgres, 1), InlineData(StoreKind.Postgres, 2)]
    public async Task Whatever_order_records_come_in_and_however_often_the_log_has_each_once_after_its_cause(StoreKind kind, int seed)
    {
        var story = new Story();
        for (var i = 0; i < 20; i++)
            story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        var random = new Random(seed);
        var delivered = story.Tellings.Concat(story.Tellings.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(delivered);

        await using var audit = await LogUnderTest.StartAsync(kind);
        foreach (var some in delivered.Chunk(17))
            await audit.TellAsync(some);

        var log = await audit.LogAsync();
        Assert.Equal(Enumerable.Range(0, story.Tellings.Count).Select(i => (long)i), log.Select(record => record.Index));
        var indexes = log.ToDictionary(record => (record.Service, record.Stream, record.Sequence), record => record.Index);
        Assert.Equal(story.Tellings.Select(telling => telling.Position.ToString()).Order(), log.Select(record => $"{record.Service}:{record.Stream}#{record.Sequence}").Order());
        Assert.All(log, record => Assert.True(record.Cause is null || indexes[(record.Cause.Service, record.Cause.Stream, record.Cause.Sequence)] < record.Index));
        Assert.All(log, record => Assert.Equal(record.Sequence == 1 ? -1 : indexes[(record.Service, record.Stream, record.Sequence - 1)], record.PreviousIndex));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_record_that_comes_before_its_cause_waits_for_it(StoreKind kind)
    {
        var story = new Story();
        var referral = Ids.New("ref");
        story.Whole(referral, Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.StartAsync(kind);

        foreach (var telling in story.Tellings.Skip(1).Reverse())
            await audit.TellAsync(telling);
        Assert.Empty(await audit.LogAsync());
        await audit.TellAsync(story.Tellings[0]);

        Assert.Equal(["received", "matched", "opened", "accepted", "offered", "acknowledged"], (await audit.LogAsync()).Select(record => record.Type));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_leaf_holds_the_body_to_the_byte_and_its_hash_can_be_computed_again(StoreKind kind)
    {
        var story = new Story();
        story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);

        foreach (var record in await audit.LogAsync())
        {
            var told = story.Tellings.Single(telling => telling.Position.ToString() == $"{record.Service}:{record.Stream}#{record.Sequence}");
            Assert.Equal($$"""{"body":{{told.Body}},"previous":{{record.PreviousIndex}}}""", record.LeafJson);
            Assert.Equal(SHA256.HashData([0, .. Encoding.UTF8.GetBytes(record.LeafJson)]), record.LeafHash.ToByteArray());
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_database_refuses_to_change_or_remove_what_is_in_the_log(StoreKind kind)
    {
        var story = new Story();
        story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var before = await audit.LogAsync();

        List<string> attempts =
        [
            "update log_leaves set type = 'x' where leaf_index = 1",
            "delete from log_leaves where leaf_index = 5",
            "update log_head set size = 2",
            "delete from log_head",
            kind == StoreKind.Sqlite ? "insert or replace into log_leaves select * from log_leaves where leaf_index = 3" : "truncate log_leaves",
        ];
        foreach (var attempt in attempts)
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => audit.Store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync(attempt, [], token), CancellationToken.None));
            Assert.Contains("log", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await audit.LogAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_body_that_contradicts_its_place_is_parked_and_not_appended(StoreKind kind)
    {
        var story = new Story();
        story.Received(Ids.New("ref"), "uk-nca");
        var told = story.Tellings[0];
        await using var audit = await LogUnderTest.StartAsync(kind);

        await audit.TellAsync(told with { Position = told.Position with { Stream = "referrals/another" } });

        var parked = await audit.Store.ReadSqlAsync(
            (sql, token) => sql.ScalarAsync<long>("select count(*) from inbox_messages where state = 'parked' and stream = 'referrals/another'", [], token), CancellationToken.None);
        Assert.Equal(1, parked);
        Assert.DoesNotContain(await audit.LogAsync(), record => record.Type == AuditTypes.Received);
    }

    [Fact]
    public async Task Two_instances_append_at_once_without_a_gap_or_a_double()
    {
        var story = new Story();
        for (var i = 0; i < 60; i++)
            story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var first = await LogUnderTest.StartAsync(StoreKind.Postgres);
        await using var second = await LogUnderTest.StartAsync(StoreKind.Postgres, new ServiceSettings { Database = first.Database, DataDirectory = first.DataDirectory });

        // Either gets any record, and some both.
        await Task.WhenAll(story.Tellings.Select((telling, i) => i % 5 == 0
            ? Task.WhenAll(first.TellAsync(telling), second.TellAsync(telling))
            : (i % 2 == 0 ? first : second).TellAsync(telling)));

        var log = await first.LogAsync();
        Assert.Equal(Enumerable.Range(0, story.Tellings.Count).Select(i => (long)i), log.Select(record => record.Index));
        Assert.Equal(log.Count, log.Select(record => (record.Service, record.Stream, record.Sequence)).Distinct().Count());
    }
}
