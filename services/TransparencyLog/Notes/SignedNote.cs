using System.Text;

namespace Referrals.TransparencyLog.Notes;

/// <summary>A signed note (C2SP signed-note): a text and who signed it. Reading one says nothing yet about its signatures.</summary>
/// <param name="Text">The text that is signed, ending in a newline.</param>
/// <param name="Signatures">The signature lines, at least one, at most <see cref="MaximumSignatures"/>.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>How many characters a note may have.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>How many signatures a note may have.</summary>
    public const int MaximumSignatures = 64;

    /// <summary>Reads a note; null, with the reason, when it is none.</summary>
    public static SignedNote? TryParse(string note, out string error)
    {
        error = "";
        if (note.Length > MaximumLength)
            error = "a note is longer than 64 Ki characters";
        else if (note.AsSpan().ContainsAnyInRange('\0', '\t') || note.AsSpan().ContainsAnyInRange('\v', '\u001f') || HasLoneSurrogate(note))
            error = "a note has no control characters and is valid UTF-8";
        else if (note.LastIndexOf("\n\n", StringComparison.Ordinal) is var split && (split < 0 || !note.EndsWith('\n')))
            error = "a note has a text, an empty line and signatures, each line ending in a newline";
        else
            return WithSignatures(note[..(split + 1)], note.AsSpan(split + 2), out error);
        return null;
    }

    /// <summary>Signs a text, which must end in a newline, as a note.</summary>
    public static NoteSignature Sign(string text, VerifierKey key, Signatures.ISigningKey signer) =>
        new(key.Name, key.Id, signer.Sign(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether this key signed: null when no line is of it, false when one is and is wrong.</summary>
    public bool? IsSignedBy(VerifierKey key)
    {
        bool? signed = null;
        foreach (var signature in Signatures.Where(signature => signature.IsOf(key)))
        {
            if (!Verify(key, signature))
                return false;
            signed = true;
        }

        return signed;
    }

    /// <summary>The note.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    private bool Verify(VerifierKey key, NoteSignature signature) => key.Type switch
    {
        SignatureType.Cosignature => Cosignature.Verify(Text, key, signature),
        _ => key.PublicKey.Verify(Encoding.UTF8.GetBytes(Text), signature.Signature),
    };

    private static SignedNote? WithSignatures(string text, ReadOnlySpan<char> lines, out string error)
    {
        var signatures = new List<NoteSignature>();
        error = "";
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf('\n');
            if (NoteSignature.TryParse(lines[..end]) is not { } signature)
                error = "a signature line is not '\u2014 name base64'";
            else if (signatures.Exists(other => other.Name == signature.Name && other.KeyId == signature.KeyId))
                error = "a key signs a note once";
            else if (signatures.Count == MaximumSignatures)
                error = $"a note has more than {MaximumSignatures} signatures";
            else
                signatures.Add(signature);
            if (error.Length > 0)
                return null;
            lines = lines[(end + 1)..];
        }

        if (signatures.Count > 0)
            return new SignedNote(text, signatures);
        error = "a note has no signature";
        return null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
