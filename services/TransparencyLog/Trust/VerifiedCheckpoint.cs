using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Trust;

/// <summary>A checkpoint whose signatures were checked.</summary>
/// <param name="Checkpoint">What it says.</param>
/// <param name="Note">The note that says it.</param>
/// <param name="SignedBy">The trusted keys of the log that signed it.</param>
/// <param name="CosignedBy">The operators whose witnesses cosigned it, in order; empty when it is unanchored.</param>
public sealed record VerifiedCheckpoint(Checkpoint Checkpoint, SignedNote Note, IReadOnlyList<VerifierKey> SignedBy, IReadOnlyList<string> CosignedBy);
