using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.TransparencyLog.Notes;

/// <summary>
/// What a witness says of a checkpoint (C2SP tlog-cosignature, version 1): that at this time it was the largest it had
/// seen of this log, and consistent with all before.
/// </summary>
public static class Cosignature
{
    private const int TimeLength = 8;

    /// <summary>Cosigns the text of a checkpoint at a time, which is kept in whole seconds.</summary>
    public static NoteSignature Sign(string checkpointText, VerifierKey key, ISigningKey signer, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds();
        var bytes = new byte[TimeLength + Ed25519PublicKey.SignatureLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seconds);
        signer.Sign(Message(checkpointText, seconds)).CopyTo(bytes, TimeLength);
        return new NoteSignature(key.Name, key.Id, bytes);
    }

    /// <summary>When it was given; null when the line is too short to be a cosignature.</summary>
    public static DateTimeOffset? TimeOf(NoteSignature signature)
    {
        if (signature.Signature.Length != TimeLength + Ed25519PublicKey.SignatureLength)
            return null;
        var seconds = BinaryPrimitives.ReadInt64BigEndian(signature.Signature);
        return seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>Whether the line is this witness's for this text.</summary>
    internal static bool Verify(string checkpointText, VerifierKey key, NoteSignature signature) =>
        TimeOf(signature) is { } at && at > DateTimeOffset.UnixEpoch
        && key.PublicKey.Verify(Message(checkpointText, at.ToUnixTimeSeconds()), signature.Signature.AsSpan(TimeLength));

    private static byte[] Message(string checkpointText, long seconds) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{checkpointText}"));
}
