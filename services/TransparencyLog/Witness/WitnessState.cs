using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Witness;

/// <summary>The largest checkpoint of a log that a witness has cosigned.</summary>
/// <param name="Checkpoint">What it says.</param>
/// <param name="Note">The note, with the log's signatures that were verified and the cosignature.</param>
public sealed record WitnessState(Checkpoint Checkpoint, string Note)
{
    /// <summary>Reads what a witness has stored; null when this witness did not cosign it.</summary>
    public static WitnessState? TryParse(string note, VerifierKey witness) =>
        SignedNote.TryParse(note, out _) is { } signed && signed.IsSignedBy(witness) == true && Checkpoint.TryParse(signed.Text, out _) is { } checkpoint
            ? new WitnessState(checkpoint, note)
            : null;
}
