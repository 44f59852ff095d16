using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.TransparencyLog.Trust;

/// <summary>A signed note of three lines that names a key: what the note is, whose the key is, and the key's vkey.</summary>
internal static class KeyStatement
{
    public static string Sign(string header, string subject, VerifierKey named, VerifierKey key, ISigningKey signer)
    {
        var text = $"{header}\n{subject}\n{named}\n";
        return new SignedNote(text, [SignedNote.Sign(text, key, signer)]).ToString();
    }

    /// <summary>Whose key it names and which, signed by one of these keys; null when the note is not that, or one of their signatures is wrong.</summary>
    public static (string Subject, VerifierKey Key)? TryVerify(string statement, string header, IReadOnlyList<VerifierKey> keys)
    {
        if (SignedNote.TryParse(statement, out _) is not { } note)
            return null;
        var signed = keys.Select(note.IsSignedBy).ToList();
        if (!signed.Contains(true) || signed.Contains(false))
            return null;
        var lines = note.Text.Split('\n');
        return lines.Length == 4 && lines[0] == header && VerifierKey.TryParse(lines[2], out _) is { Type: SignatureType.Note } named ? (lines[1], named) : null;
    }
}
