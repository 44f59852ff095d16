using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Platform;
using Referrals.Platform.Storage;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

/// <summary>The stored log is altered behind the back of its guards, as somebody with the database's password could.</summary>
public sealed class LogCheckTests
{
    private readonly Story story = new();

    public static TheoryData<string, LogFaultKind> Alterations => new()
    {
        { "update log_leaves set body = replace(body, 'okoro', 'smith') where leaf_index = 3", LogFaultKind.LeafHash },
        { "update log_leaves set agency = 'us-ice' where leaf_index = 0", LogFaultKind.LeafBody },
        { "update log_leaves set previous_index = 0 where leaf_index = 3", LogFaultKind.Stream },
        { "delete from log_leaves where leaf_index = 300", LogFaultKind.MissingLeaf },
        { "update log_head set size = size - 1", LogFaultKind.MissingLeaf },
        { "update log_tiles set hashes = (select hashes from log_tiles where level = 0 and tile = 1) where level = 0 and tile = 0", LogFaultKind.Tile },
        { "delete from log_tiles where level = 1", LogFaultKind.Tile },
        { "insert into log_tiles (level, tile, hashes) select 2, 0, hashes from log_tiles where level = 1", LogFaultKind.Tile },
        { "update log_checkpoints set note = replace(note, '\u2014 referrals.local/log ', '\u2014 referrals.local/log AAAA')", LogFaultKind.Signature },
        { "update log_checkpoints set note = 'x' || note", LogFaultKind.Checkpoint },
        { "update log_checkpoints set size = size + 1", LogFaultKind.Checkpoint },
        { "update log_keys set verifier_key = replace(verifier_key, 'local', 'other')", LogFaultKind.Key },
    };

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_log_that_is_whole_has_no_fault(StoreKind kind)
    {
        await using var audit = await ToldAsync(kind);
        var (faults, summary) = await CheckAsync(audit);
        Assert.Empty(faults);
        Assert.Equal((story.Tellings.Count, story.Tellings.Count, 0), (summary.Leaves, summary.TreeSize, summary.Faults));
        Assert.Equal(TransparencyLog.Tiles.TilePath.NewBetween(0, story.Tellings.Count).Count(path => path.Level >= 0), summary.Tiles);
        Assert.True(summary.Checkpoints >= 1);
    }

    [Theory, MemberData(nameof(Alterations))]
    public async Task What_was_altered_is_found(string alteration, LogFaultKind kind)
    {
        await using var audit = await ToldAsync(StoreKind.Sqlite);
        await AlterAsync(audit, alteration);
        var (faults, summary) = await CheckAsync(audit);
        Assert.Contains(kind, faults.Select(fault => fault.Kind));
        Assert.Equal(faults.Count, summary.Faults);
    }

    [Fact]
    public async Task A_log_whose_tiles_were_altered_is_signed_no_further_and_health_says_so()
    {
        await using var audit = await ToldAsync(StoreKind.Sqlite);
        var signed = await audit.CheckpointAsync();
        await AlterAsync(audit, "update log_tiles set hashes = zeroblob(length(hashes)) where level = 0 and tile = (select max(tile) from log_tiles where level = 0)");
        var told = story.Tellings.Count;
        story.Received(Ids.New("ref"), "uk-nca");
        await audit.TellAsync(story.Tellings.Skip(told));

        using var http = new HttpClient { BaseAddress = new Uri(audit.WebAddress) };
        var health = await Eventually.ResultAsync(() => http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)), text => text.Contains("not signed", StringComparison.Ordinal));
        Assert.Contains("Degraded", health, StringComparison.Ordinal);
        Assert.Equal(signed, await audit.CheckpointAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_database_refuses_to_rewrite_tiles_checkpoints_and_keys(StoreKind kind)
    {
        await using var audit = await ToldAsync(kind);
        List<string> attempts =
        [
            "update log_tiles set hashes = (select hashes from log_tiles where level = 0 and tile = 1) where level = 0 and tile = 0",
            "delete from log_tiles where level = 1",
            "update log_checkpoints set signed_at = signed_at",
            "delete from log_checkpoints",
            "insert into log_checkpoints (size, root, note, signed_at) select 1, root, note, signed_at from log_checkpoints",
            "update log_keys set verifier_key = 'x'",
            "delete from log_keys",
        ];
        foreach (var attempt in attempts)
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => audit.Store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync(attempt, [], token), CancellationToken.None));
            Assert.Contains("log", refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty((await CheckAsync(audit)).Faults);
    }

    /// <summary>What a check says.</summary>
    internal static async Task<(IReadOnlyList<LogFault> Faults, LogCheckSummary Summary)> CheckAsync(ServiceUnderTest<AuditDbContext> audit)
    {
        using var call = audit.Client(Story.Auditor).CheckLog(new CheckLogRequest());
        var items = new List<CheckLogResponse>();
        await foreach (var item in call.ResponseStream.ReadAllAsync())
            items.Add(item);
        return ([.. items.Select(item => item.Fault).OfType<LogFault>()], items[^1].Summary);
    }

    private async Task<ServiceUnderTest<AuditDbContext>> ToldAsync(StoreKind kind)
    {
        for (var i = 0; i < 60; i++)
            story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        var audit = await LogUnderTest.ToldAsync(kind, story);
        await audit.SignedAsync(story.Tellings.Count);
        return audit;
    }

    private static async Task AlterAsync(ServiceUnderTest<AuditDbContext> audit, string alteration)
    {
        var triggers = await audit.Store.ReadSqlAsync(
            (sql, token) => sql.QueryAsync("select name from sqlite_master where type = 'trigger' and name not like 'requests%'", [], row => row.Text(0), token), CancellationToken.None);
        await audit.Store.ExecuteAsync(
            async (work, token) =>
            {
                foreach (var trigger in triggers)
                    await work.Sql.ExecuteAsync($"drop trigger {trigger}", [], token);
                Assert.NotEqual(0, await work.Sql.ExecuteAsync(alteration, [], token));
            },
            CancellationToken.None);
    }
}
