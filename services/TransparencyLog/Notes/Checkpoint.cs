using System.Globalization;

namespace Referrals.TransparencyLog.Notes;

/// <summary>The head of a log at a size (C2SP tlog-checkpoint). The exchange writes no extension lines and refuses them.</summary>
/// <param name="Origin">Whose log it is, for example <c>exchange.example/log</c>.</param>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">RFC 6962 root hash, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads the text of a note; null, with the reason, when it is no checkpoint.</summary>
    public static Checkpoint? TryParse(string text, out string error)
    {
        if (TryRead(text, out error) is not { } checkpoint)
            return null;
        if (checkpoint.Size > 0 || checkpoint.Root.AsSpan().SequenceEqual(Tree.MerkleHash.Empty))
            return checkpoint;
        error = "the root of an empty tree is the hash of nothing";
        return null;
    }

    /// <summary>As <see cref="TryParse"/>, but takes any root of an empty tree: a witness has another answer to that.</summary>
    internal static Checkpoint? TryRead(string text, out string error)
    {
        error = "";
        var lines = text.Split('\n', 5);
        if (lines.Length != 4 || lines[3].Length != 0)
            error = "a checkpoint is three lines: origin, size, root hash";
        else if (!VerifierKey.IsName(lines[0]))
            error = "a checkpoint's origin is not empty and has neither white space nor '+'";
        else if (!Base64.TryDecimal(lines[1], out var size))
            error = "a checkpoint's size is a decimal number without leading zeroes";
        else if (Base64.DecodeHash(lines[2]) is not { } root)
            error = "a checkpoint's root hash is base64 of 32 bytes";
        else
            return new Checkpoint(lines[0], size, root);
        return null;
    }

    public bool Equals(Checkpoint? other) => other is not null && Origin == other.Origin && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);

    public override int GetHashCode() => HashCode.Combine(Origin, Size);
}
