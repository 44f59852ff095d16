namespace Referrals.TransparencyLog.Notes;

/// <summary>What a key of C2SP signed-note signs; the values are the type bytes of its encoding.</summary>
public enum SignatureType : byte
{
    /// <summary>The text of a note, by Ed25519.</summary>
    Note = 0x01,

    /// <summary>A checkpoint at a time, by Ed25519 (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}
