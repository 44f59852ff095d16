using System.Security.Cryptography;
using System.Text;
using Referrals.Audit.AppendRecord;
using Referrals.Platform.Storage;

namespace Referrals.Audit.CheckLog;

/// <summary>A leaf with every column of its row.</summary>
internal sealed record StoredLeaf(long Index, string Body, byte[] BodyHash, byte[] LeafHash, long Previous, LeafColumns Columns)
{
    public const string Selected =
        "leaf_index, body, body_sha256, leaf_hash, previous_index, type, time, service, stream, sequence, actor, role, agency, team, "
        + "case_id, country_case, referral_id, hand_off_id, from_holder, to_holder, rule_id, policy_version";

    /// <summary>The hash that the leaf must have.</summary>
    public byte[] ComputedHash() => Leaf.Hash(Leaf.Json(Body, Previous));

    public bool HasRightBodyHash() => BodyHash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(Body)));

    public static StoredLeaf Read(SqlRow row) => new(row.Number(0), row.Text(1), row.Bytes(2), row.Bytes(3), row.Number(4), LeafColumns.Read(row, 5));
}
