using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Witness;

/// <summary>What a log asks of a witness (C2SP tlog-witness, add-checkpoint).</summary>
/// <param name="OldSize">Size of the log when the witness last cosigned it, as far as the log knows; 0 for never.</param>
/// <param name="Proof">That the tree only grew since.</param>
/// <param name="Note">The checkpoint, a signed note.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<byte[]> Proof, string Note)
{
    /// <summary>Length of the longest request in bytes.</summary>
    public const int MaximumLength = SignedNote.MaximumLength + 8 * 1024;

    private const string Old = "old ";
    private const int MaximumProof = 63;

    /// <summary>Reads a request; null, with the reason, when it is none. It says nothing yet about the checkpoint.</summary>
    public static AddCheckpoint? TryParse(string body, out string error)
    {
        error = "";
        var split = body.Length <= MaximumLength ? body.IndexOf("\n\n", StringComparison.Ordinal) : -1;
        if (split < 0)
        {
            error = "a request has an empty line before its checkpoint";
            return null;
        }

        var lines = body[..split].Split('\n', MaximumProof + 3);
        if (!lines[0].StartsWith(Old, StringComparison.Ordinal) || !Base64.TryDecimal(lines[0].AsSpan(Old.Length), out var oldSize))
        {
            error = "a request begins with 'old' and a decimal number without leading zeroes";
            return null;
        }

        var proof = lines.Skip(1).Select(line => Base64.DecodeHash(line)).ToList();
        if (proof.Count <= MaximumProof && !proof.Contains(null))
            return new AddCheckpoint(oldSize, [.. proof.OfType<byte[]>()], body[(split + 2)..]);
        error = "a proof is base64 of 32 bytes in each line, at most 63";
        return null;
    }

    /// <summary>The body of the request.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Old}{OldSize}\n");
        foreach (var hash in Proof)
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }
}
