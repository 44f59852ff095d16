using System.Net;
using System.Net.Http.Headers;
using Referrals.Platform;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.Tests.Proofs;

public sealed class LogPagesTests
{
    private readonly Story story = new();

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_tree_can_be_rebuilt_from_what_is_served(StoreKind kind)
    {
        for (var i = 0; i < 50; i++)
            story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var signed = await audit.SignedAsync(story.Tellings.Count);
        using var http = Client(audit, Story.Auditor);

        var note = await http.GetAsync(new Uri("/log/checkpoint", UriKind.Relative));
        Assert.Equal((signed.Note, "text/plain; charset=utf-8"), (await note.Content.ReadAsStringAsync(), note.Content.Headers.ContentType!.ToString()));
        var tree = new TileTree(signed.TreeSize, async (path, token) => await http.GetByteArrayAsync(new Uri($"/log/{path}", UriKind.Relative), token));
        Assert.Equal(signed.RootHash.ToByteArray(), await tree.RootAsync(signed.TreeSize, CancellationToken.None));

        var frontier = new TreeFrontier();
        foreach (var path in TilePath.NewBetween(0, signed.TreeSize).Where(path => path.Level == TilePath.Entries))
        {
            using var answer = await http.GetAsync(new Uri($"/log/{path}", UriKind.Relative));
            Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            foreach (var entry in EntryBundle.TryRead(await answer.Content.ReadAsByteArrayAsync(), path.Width)!)
                frontier.Append(MerkleHash.OfLeaf(entry.Span));
        }

        Assert.Equal(signed.RootHash.ToByteArray(), frontier.Root());
    }

    [Fact]
    public async Task Hashes_are_open_and_entries_are_the_auditors()
    {
        story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(StoreKind.Sqlite, story);
        await audit.SignedAsync(6);
        (Principal? Caller, string Path, HttpStatusCode Expected)[] cases =
        [
            (null, "/log/checkpoint", HttpStatusCode.OK),
            (null, "/log/tile/0/000.p/6", HttpStatusCode.OK),
            (null, "/log/tile/entries/000.p/6", HttpStatusCode.Unauthorized),
            (Callers.Agency("uk-nca"), "/log/tile/entries/000.p/6", HttpStatusCode.Forbidden),
            (Callers.Operator, "/log/tile/entries/000.p/6", HttpStatusCode.Forbidden),
            (Story.Auditor, "/log/tile/entries/000.p/6", HttpStatusCode.OK),
        ];
        foreach (var (caller, path, expected) in cases)
            Assert.Equal((path, expected), (path, await StatusAsync(audit, caller, path)));
    }

    [Fact]
    public async Task What_is_no_tile_is_not_found()
    {
        story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(StoreKind.Sqlite, story);
        await audit.SignedAsync(6);
        string[] paths =
        [
            "tile/0/000", "tile/0/000.p/7", "tile/0/001.p/1", "tile/1/000.p/1", "tile/64/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/x", "tile/0", "tile/",
            "tile/0/x999/x999/x999/x999/x999/999", "tile/entries/000", "tile/entries/000.p/7", "tile/entries/x999/x999/x999/x999/x999/999", "tile/%20/000", "tile/0/000.p/6/", "checkpoint/1",
        ];
        foreach (var path in paths)
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await StatusAsync(audit, Story.Auditor, $"/log/{path}")));
    }

    private static async Task<HttpStatusCode> StatusAsync(ServiceUnderTest<AuditDbContext> audit, Principal? caller, string path)
    {
        using var http = Client(audit, caller);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static HttpClient Client(ServiceUnderTest<AuditDbContext> audit, Principal? caller)
    {
        var http = new HttpClient { BaseAddress = new Uri(audit.WebAddress) };
        if (caller is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", audit.TokenOf(caller).Trim());
        return http;
    }
}
