using System.Security.Cryptography;
using System.Text;
using Referrals.Audit.AppendRecord;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CheckLog;

/// <summary>A leaf with every column of its row.</summary>
internal sealed record StoredLeaf(long Index, string Body, byte[] BodyHash, byte[] LeafHash, long Previous, LeafColumns Columns)
{
    /// <summary>The hash that the leaf must have.</summary>
    public byte[] ComputedHash() => Leaf.Hash(Leaf.Json(Body, Previous));

    public bool HasRightBodyHash() => BodyHash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));

    /// <summary>Reads <see cref="LogAppender.Columns"/>.</summary>
    public static StoredLeaf Read(SqlRow row) => new(row.Number(0), row.Text(1), row.Bytes(2), row.Bytes(3), row.Number(4), LeafColumns.Read(row, 5));
}
