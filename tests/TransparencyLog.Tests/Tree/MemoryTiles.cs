using Referrals.TransparencyLog.Tiles;

namespace Referrals.TransparencyLog.Tests.Tree;

/// <summary>Tiles in memory, which only grow.</summary>
internal sealed class MemoryTiles
{
    private readonly Dictionary<(int, long), byte[]> tiles = [];

    public Task<byte[]> ReadAsync(TilePath path, CancellationToken cancellationToken) => Task.FromResult(tiles[(path.Level, path.Index)]);

    public async Task AppendAsync(long size, ReadOnlyMemory<byte[]> leaves)
    {
        var appender = await TileAppender.OpenAsync(size, ReadAsync, CancellationToken.None);
        for (var i = 0; i < leaves.Length; i++)
            appender.Append(leaves.Span[i]);
        foreach (var (path, hashes) in appender.Changed())
        {
            if (tiles.TryGetValue((path.Level, path.Index), out var before) && !hashes.AsSpan().StartsWith(before))
                throw new InvalidOperationException($"{path} was written over");
            tiles[(path.Level, path.Index)] = hashes;
        }
    }
}
