using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Tiles;

namespace Referrals.Audit.IntegrateLeaves;

/// <summary>The tiles in the store.</summary>
internal sealed class StoredTiles(Sql sql)
{
    /// <summary>The hashes of a tile, at least as many as the path's width says; null when there are fewer or none.</summary>
    public async Task<byte[]?> FindAsync(TilePath path, CancellationToken cancellationToken)
    {
        var tiles = await sql.QueryAsync("select hashes from log_tiles where level = @p0 and tile = @p1", [path.Level, path.Index], row => row.Bytes(0), cancellationToken);
        return tiles is [var hashes] && hashes.Length >= path.Bytes ? hashes : null;
    }

    /// <summary>The hashes of a tile that must be there.</summary>
    public async Task<byte[]> ReadAsync(TilePath path, CancellationToken cancellationToken) =>
        await FindAsync(path, cancellationToken) ?? throw new InvalidDataException($"{path} is not in the store");

    /// <summary>Writes what an appender has changed since the log had this size.</summary>
    public async Task WriteAsync(TileAppender appender, long sizeBefore, CancellationToken cancellationToken)
    {
        foreach (var (path, hashes) in appender.Changed())
        {
            var hashesBefore = sizeBefore >> (path.Level * TilePath.Height);
            var statement = path.First < hashesBefore
                ? "update log_tiles set hashes = @p2 where level = @p0 and tile = @p1"
                : "insert into log_tiles (level, tile, hashes) values (@p0, @p1, @p2)";
            if (await sql.ExecuteAsync(statement, [path.Level, path.Index, hashes], cancellationToken) != 1)
                throw new InvalidDataException($"{path} is not in the store");
        }
    }
}
