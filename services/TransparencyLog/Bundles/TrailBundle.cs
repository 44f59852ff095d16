using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Verify;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>
/// The trail of one referral or case as a file of its own, to be verified without anything else. It is canonical JSON (RFC
/// 8785), so that the same trail is the same bytes and any other bytes are refused.
/// </summary>
/// <param name="Subject">Whose trail: the id of a referral or case, or the name of a country case.</param>
/// <param name="Origin">Whose log.</param>
/// <param name="Head">The checkpoint, the keys, the successions of keys.</param>
/// <param name="Records">The records, in the order of the log.</param>
/// <param name="Salts">Salts of commitments that whoever exported may know; none by default.</param>
/// <param name="Consistency">Proofs that the log only grew since earlier checkpoints; none by default.</param>
public sealed record TrailBundle(
    string Subject,
    string Origin,
    LogHead Head,
    IReadOnlyList<TrailRecord> Records,
    IReadOnlyList<TrailSalt> Salts,
    IReadOnlyList<TrailConsistency> Consistency)
{
    /// <summary>What the file says it is.</summary>
    public const string Format = "referrals-trail/v1";

    /// <summary>The longest bundle that is read, in bytes.</summary>
    public const int MaximumLength = 64 << 20;

    /// <summary>The most records of a bundle.</summary>
    public const int MaximumRecords = 100_000;

    /// <summary>Where records of the trail are left out that whoever exported it may not read; none in an auditor's.</summary>
    public IReadOnlyList<TrailGap> Withheld { get; init; } = [];

    /// <summary>The file; null for a trail that is longer than a file may be, which only the whole log shows.</summary>
    public byte[]? ToFile()
    {
        if (Records.Count > MaximumRecords)
            return null;
        var file = Encoding.UTF8.GetBytes(Write());
        return file.Length <= MaximumLength ? file : null;
    }

    /// <summary>The file's text, ending in a newline.</summary>
    public string Write()
    {
        var text = new StringBuilder("{\"checkpoint\":");
        CanonicalText.Append(text, Head.Checkpoint);
        CanonicalText.AppendList(text.Append(",\"consistency\":"), Consistency, proof =>
        {
            CanonicalText.AppendList(text.Append("{\"proof\":"), proof.Proof.Select(Convert.ToBase64String));
            text.Append(CultureInfo.InvariantCulture, $",\"size\":{proof.Size}}}");
        });
        CanonicalText.Append(text.Append(",\"format\":"), Format);
        CanonicalText.Append(text.Append(",\"origin\":"), Origin);
        CanonicalText.AppendList(text.Append(",\"records\":"), Records, record =>
        {
            text.Append(CultureInfo.InvariantCulture, $"{{\"index\":{record.Index},\"leaf\":");
            CanonicalText.Append(text, record.Leaf);
            CanonicalText.AppendList(text.Append(",\"proof\":"), record.Proof.Select(Convert.ToBase64String));
            text.Append('}');
        });
        CanonicalText.AppendList(text.Append(",\"salts\":"), Salts, salt =>
        {
            CanonicalText.Append(text.Append("{\"field\":"), salt.Field);
            text.Append(CultureInfo.InvariantCulture, $",\"index\":{salt.Index},\"salt\":\"{Convert.ToBase64String(salt.Salt)}\"}}");
        });
        CanonicalText.Append(text.Append(",\"subject\":"), Subject);
        CanonicalText.AppendList(text.Append(",\"successions\":"), Head.Successions);
        CanonicalText.AppendList(text.Append(",\"vkeys\":"), Head.Keys);
        CanonicalText.AppendList(text.Append(",\"withheld\":"), Withheld, gap => text.Append(CultureInfo.InvariantCulture, $"{{\"count\":{gap.Count},\"index\":{gap.Index}}}"));
        return text.Append("}\n").ToString();
    }
}

/// <summary>A record of a trail.</summary>
/// <param name="Index">Its index in the log.</param>
/// <param name="Leaf">The leaf, to the byte.</param>
/// <param name="Proof">That it is in the tree of the checkpoint: hashes, leaf to root.</param>
public sealed record TrailRecord(long Index, string Leaf, IReadOnlyList<byte[]> Proof);

/// <summary>Records of one stream that are withheld, one after another. The record that follows them says both numbers, and is signed.</summary>
/// <param name="Count">How many.</param>
/// <param name="Index">Index of the last of them.</param>
public sealed record TrailGap(long Count, long Index);

/// <summary>The salt of a commitment.</summary>
/// <param name="Index">Index of the record that holds the commitment.</param>
/// <param name="Field">The field that it is of.</param>
/// <param name="Salt">The salt.</param>
public sealed record TrailSalt(long Index, string Field, byte[] Salt);

/// <summary>That the log only grew since a checkpoint.</summary>
/// <param name="Size">Size of the earlier checkpoint.</param>
/// <param name="Proof">The hashes in the order of RFC 9162.</param>
public sealed record TrailConsistency(long Size, IReadOnlyList<byte[]> Proof);
