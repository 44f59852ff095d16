using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.TransparencyLog.Notes;

namespace Referrals.Audit.SignCheckpoints;

/// <summary>A checkpoint that the log signed, with what witnesses said of it.</summary>
/// <param name="Size">Size of the tree.</param>
/// <param name="Root">Root hash.</param>
/// <param name="LogNote">The note with the log's own signatures.</param>
/// <param name="SignedAt">When.</param>
internal sealed record SignedCheckpoint(long Size, byte[] Root, string LogNote, DateTimeOffset SignedAt)
{
    /// <summary>The cosignatures, in the order in which they came.</summary>
    public IReadOnlyList<StoredCosignature> Cosignatures { get; init; } = [];

    /// <summary>The note with the cosignatures.</summary>
    public string Note => $"{LogNote}{string.Concat(Cosignatures.Select(cosignature => cosignature.Line))}";

    public V1.Checkpoint ToMessage() => new()
    {
        Note = Note,
        TreeSize = Size,
        RootHash = ByteString.CopyFrom(Root),
        SignedAt = SignedAt.ToTimestamp(),
        Origin = LogNote[..LogNote.IndexOf('\n', StringComparison.Ordinal)],
        CosignedBy = { Cosignatures.Select(cosignature => cosignature.Operator).Distinct().Order(StringComparer.Ordinal) },
    };

    /// <summary>Whether note and row say the same.</summary>
    public bool IsOf(string origin) => SignedNote.TryParse(LogNote, out _) is { } note && note.Text == new Checkpoint(origin, Size, Root).Text;
}
