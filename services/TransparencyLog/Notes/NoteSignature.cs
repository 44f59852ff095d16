using System.Buffers.Binary;

namespace Referrals.TransparencyLog.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Name of the key.</param>
/// <param name="KeyId">Id of the key.</param>
/// <param name="Signature">The signature; of a cosignature eight bytes of time and 64 of Ed25519.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature)
{
    /// <summary>The line, ending in a newline.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.CopyTo(bytes, 4);
        return $"\u2014 {Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <summary>Whether this line says that it is of that key; whether it is true is another question.</summary>
    public bool IsOf(VerifierKey key) => Name == key.Name && KeyId == key.Id;

    /// <summary>Reads a line without its newline; null when it is none.</summary>
    internal static NoteSignature? TryParse(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("\u2014 "))
            return null;
        line = line[2..];
        var space = line.IndexOf(' ');
        if (space <= 0 || !VerifierKey.IsName(line[..space]))
            return null;
        var encoded = line[(space + 1)..];
        var bytes = new byte[encoded.Length];
        return Base64.TryDecode(encoded, bytes, out var length) && length > 4
            ? new NoteSignature(line[..space].ToString(), BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..length])
            : null;
    }
}
