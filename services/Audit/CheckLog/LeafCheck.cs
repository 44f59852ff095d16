using System.Globalization;
using System.Text.Json;
using Referrals.Audit.AppendRecord;
using Referrals.Audit.V1;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CheckLog;

/// <summary>Reads leaves a page at a time: hashes from bodies, columns from bodies, each stream's links and numbers.</summary>
internal sealed class LeafCheck(Sql sql, FaultReport faults)
{
    /// <summary>Leaves in a page.</summary>
    public const int PageSize = 1000;

    // Stands for a leaf that is not there; no root comes out right with it.
    private static readonly byte[] Nothing = new byte[32];

    /// <summary>The hashes of the leaves from…before, as they must be.</summary>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(long from, long before, CancellationToken cancellationToken)
    {
        var leaves = await sql.QueryAsync(
            $"select {LogAppender.Columns} from log_leaves where leaf_index >= @p0 and leaf_index < @p1 order by leaf_index", [from, before], StoredLeaf.Read, cancellationToken);
        var hashes = new List<byte[]>(PageSize);
        foreach (var leaf in leaves)
        {
            await MissingAsync(hashes, from, leaf.Index);
            hashes.Add(leaf.ComputedHash());
            await CheckAsync(leaf, hashes[^1]);
        }

        await MissingAsync(hashes, from, before);
        foreach (var index in await UnlinkedAsync(from, before, cancellationToken))
            await faults.AddAsync(LogFaultKind.Stream, Place(index), "does not follow the previous leaf of its stream");
        return hashes;
    }

    private async Task MissingAsync(List<byte[]> hashes, long from, long until)
    {
        var first = from + hashes.Count;
        if (first == until)
            return;
        await faults.AddAsync(LogFaultKind.MissingLeaf, Place(first), string.Create(CultureInfo.InvariantCulture, $"{until - first} leaves are not there from here on"));
        for (var index = first; index < until; index++)
            hashes.Add(Nothing);
    }

    private async Task CheckAsync(StoredLeaf leaf, byte[] hash)
    {
        await faults.RequireAsync(leaf.LeafHash.AsSpan().SequenceEqual(hash), LogFaultKind.LeafHash, Place(leaf.Index), "the stored hash is not that of the body and the previous index");
        await faults.RequireAsync(leaf.HasRightBodyHash(), LogFaultKind.LeafHash, Place(leaf.Index), "the stored hash of the body is not the body's");
        try
        {
            await faults.RequireAsync(
                LeafColumns.Of(LogEntry.Read(leaf.Body)) == leaf.Columns, LogFaultKind.LeafBody, Place(leaf.Index), "the columns that the leaf is searched by differ from its body");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            await faults.AddAsync(LogFaultKind.LeafBody, Place(leaf.Index), "the body is not that of a record");
        }
    }

    private Task<List<long>> UnlinkedAsync(long from, long before, CancellationToken cancellationToken) => sql.QueryAsync(
        """
        select l.leaf_index from log_leaves l left join log_leaves p on p.leaf_index = l.previous_index
        where l.leaf_index >= @p0 and l.leaf_index < @p1
          and not coalesce(l.sequence = 1 and l.previous_index = -1
                           or p.service = l.service and p.stream = l.stream and p.sequence = l.sequence - 1 and p.leaf_index < l.leaf_index, false)
        order by l.leaf_index
        """,
        [from, before],
        row => row.Number(0),
        cancellationToken);

    private static string Place(long index) => string.Create(CultureInfo.InvariantCulture, $"leaf {index}");
}
