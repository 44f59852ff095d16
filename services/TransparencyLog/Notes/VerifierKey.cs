using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.TransparencyLog.Notes;

/// <summary>A key that signs notes, as others know it: the vkey of C2SP signed-note, <c>name+hash+base64(type, public key)</c>.</summary>
public sealed class VerifierKey
{
    private const int MaximumLength = 512;

    private VerifierKey(string name, SignatureType type, byte[] publicKey)
    {
        Name = name;
        Type = type;
        Id = IdOf(name, type, publicKey);
        PublicKey = new Ed25519PublicKey(publicKey);
    }

    /// <summary>The key's name, not empty, without white space and plus.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public SignatureType Type { get; }

    /// <summary>The key id: the first four bytes of a hash of name, type and key. An identifier, not a secret and not unique against an attacker.</summary>
    public uint Id { get; }

    /// <summary>The key itself.</summary>
    public Ed25519PublicKey PublicKey { get; }

    /// <summary>The key of a signer; <see cref="FormatException"/> for a name that notes cannot carry.</summary>
    public static VerifierKey Of(string name, SignatureType type, ReadOnlySpan<byte> publicKey) =>
        IsName(name) ? new VerifierKey(name, type, publicKey.ToArray()) : throw new FormatException("a key's name is not empty and has neither white space nor '+'");

    /// <summary>Reads a vkey; <see cref="FormatException"/> says what is wrong with it.</summary>
    public static VerifierKey Parse(string text) => TryParse(text, out var error) ?? throw new FormatException($"not a verifier key: {error}");

    /// <summary>Reads a vkey; null, with the reason, when it is none.</summary>
    public static VerifierKey? TryParse(string text, out string error)
    {
        error = "";
        var parts = text.Length <= MaximumLength ? text.Split('+', 3) : [];
        Span<byte> id = stackalloc byte[4];
        Span<byte> key = stackalloc byte[MaximumLength];
        if (parts.Length != 3 || !IsName(parts[0]))
            error = "it has the form name+hash+key";
        else if (parts[1].Length != 8 || parts[1].AsSpan().ContainsAnyInRange('A', 'F') || Convert.FromHexString(parts[1], id, out _, out _) != System.Buffers.OperationStatus.Done)
            error = "the hash is eight hexadecimal digits, in lower case";
        else if (!Base64.TryDecode(parts[2], key, out var length) || length != Ed25519PublicKey.Length + 1)
            error = "the key is base64 of a type and 32 bytes";
        else if (key[0] is not ((byte)SignatureType.Note or (byte)SignatureType.Cosignature))
            error = "the type is neither Ed25519 note nor cosignature";
        else if (BinaryPrimitives.ReadUInt32BigEndian(id) != IdOf(parts[0], (SignatureType)key[0], key[1..length]))
            error = "the hash is not that of the key";
        else
            return new VerifierKey(parts[0], (SignatureType)key[0], key[1..length].ToArray());
        return null;
    }

    /// <summary>The vkey.</summary>
    public override string ToString() => $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. PublicKey.Bytes])}";

    /// <summary>Whether notes can carry a key of this name.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty)
            return false;
        foreach (var character in name)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character) || character == '+')
                return false;
        }

        return true;
    }

    private static uint IdOf(string name, SignatureType type, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey]));
}
