using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Http;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Tiles;

namespace Referrals.Audit.ServeTiles;

/// <summary>
/// The log over HTTP (C2SP tlog-tiles), below <c>/log</c>. The checkpoint and the tiles hold hashes only and are open to
/// everyone; the entries are read by an auditor, as an export is.
/// </summary>
internal static class LogPages
{
    private const string Forever = "max-age=31536000, immutable";
    private const string AsExport = "/referrals.audit.v1.AuditService/Export";

    public static void MapLogPages(this WebApplication app)
    {
        app.MapGet("/log/checkpoint", CheckpointAsync);
        app.MapGet("/log/tile/{**path}", TileAsync);
    }

    private static async Task<IResult> CheckpointAsync(HttpContext http, Store<AuditDbContext> store)
    {
        if (await store.ReadSqlAsync(Checkpoints.LatestAsync, http.RequestAborted) is not { } checkpoint)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=1";
        return Results.Text(checkpoint.Note, "text/plain; charset=utf-8");
    }

    private static async Task TileAsync(string? path, HttpContext http, Store<AuditDbContext> store)
    {
        if (TilePath.TryParse($"tile/{path}") is not { } tile)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (tile.Level == TilePath.Entries)
            await ByteCalls.RunAsync(http, AsExport, new ExportRequest(), (_, context) => store.ReadSqlAsync((sql, token) => EntriesAsync(sql, tile, token), context.CancellationToken), $"private, {Forever}");
        else
            await WriteAsync(http, await store.ReadSqlAsync((sql, token) => new StoredTiles(sql).FindAsync(tile, token), http.RequestAborted), tile);
    }

    private static Task WriteAsync(HttpContext http, byte[]? hashes, TilePath tile) =>
        hashes is null ? ByteCalls.WriteAsync(http, null, "") : ByteCalls.WriteAsync(http, hashes.AsMemory(0, tile.Bytes), $"public, {Forever}");

    /// <summary>The entries of a bundle under the latest checkpoint; null when it does not reach so far.</summary>
    private static async Task<ReadOnlyMemory<byte>?> EntriesAsync(Sql sql, TilePath bundle, CancellationToken cancellationToken)
    {
        var size = await Checkpoints.LatestSizeAsync(sql, cancellationToken);
        if (bundle.First + bundle.Width > size)
            return null;
        var entries = await sql.QueryAsync(
            "select body, previous_index from log_leaves where leaf_index >= @p0 and leaf_index < @p1 order by leaf_index",
            [bundle.First, bundle.First + bundle.Width],
            row => System.Text.Encoding.UTF8.GetBytes(AppendRecord.Leaf.Json(row.Text(0), row.Number(1))),
            cancellationToken);
        return EntryBundle.Write(entries);
    }
}
