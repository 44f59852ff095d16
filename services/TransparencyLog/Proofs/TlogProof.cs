using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Proofs;

/// <summary>That a leaf is in a log, to be checked offline (C2SP tlog-proof).</summary>
/// <param name="Index">Index of the leaf.</param>
/// <param name="Hashes">The inclusion proof, leaf to root.</param>
/// <param name="Checkpoint">The checkpoint, a signed note.</param>
/// <param name="Extra">What the application says besides; nothing vouches for it. Null for none.</param>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, string Checkpoint, byte[]? Extra = null)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int MaximumLength = SignedNote.MaximumLength + 16 * 1024;
    private const int MaximumHashes = 63;
    private const int MaximumExtra = 8 * 1024;

    /// <summary>Reads a proof; null, with the reason, when it is none. It says nothing yet about its truth.</summary>
    public static TlogProof? TryParse(string text, out string error)
    {
        error = "";
        var split = text.Length <= MaximumLength ? text.IndexOf("\n\n", StringComparison.Ordinal) : -1;
        var lines = split < 0 ? [] : text[..split].Split('\n');
        if (lines.Length < 2 || lines[0] != Header)
        {
            error = $"a proof begins with {Header} and has an empty line before its checkpoint";
            return null;
        }

        byte[]? extra = null;
        var next = 1;
        if (lines[next].StartsWith("extra ", StringComparison.Ordinal))
        {
            var encoded = lines[next++].AsSpan(6);
            var bytes = new byte[Math.Min(encoded.Length, MaximumExtra)];
            if (encoded.Length > MaximumExtra || !Base64.TryDecode(encoded, bytes, out var length))
                error = "a proof's extra line is base64";
            else
                extra = bytes[..length];
        }

        var index = -1L;
        if (next == lines.Length || !lines[next].StartsWith("index ", StringComparison.Ordinal) || !Base64.TryDecimal(lines[next].AsSpan(6), out index))
            error = "a proof's index line is 'index' and a decimal number without leading zeroes";
        var hashes = lines.Skip(next + 1).Take(MaximumHashes + 1).Select(line => Base64.DecodeHash(line)).ToList();
        if (hashes.Count > MaximumHashes || hashes.Contains(null))
            error = "a proof's hashes are base64 of 32 bytes, at most 63";
        return error.Length == 0 ? new TlogProof(index, [.. hashes.OfType<byte[]>()], text[(split + 2)..], extra) : null;
    }

    /// <summary>Whether the leaf of this hash is at the index in the tree of the checkpoint, which must be this proof's and verified.</summary>
    public bool Includes(ReadOnlySpan<byte> leafHash, Checkpoint verified) => InclusionProof.Verify(Index, verified.Size, leafHash, Hashes, verified.Root);

    /// <summary>The proof as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes)
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }
}
