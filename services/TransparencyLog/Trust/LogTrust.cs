using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Trust;

/// <summary>
/// Whom somebody who checks a log believes: its keys, the witnesses' keys with who operates each, and how many distinct
/// operators must have cosigned.
/// </summary>
/// <param name="Origin">The log.</param>
/// <param name="Keys">The log's keys, any one of which may have signed.</param>
/// <param name="Witnesses">The witnesses.</param>
/// <param name="RequiredOperators">How many distinct operators of witnesses must have cosigned a checkpoint; 0 for none.</param>
public sealed record LogTrust(string Origin, IReadOnlyList<VerifierKey> Keys, IReadOnlyList<TrustedWitness> Witnesses, int RequiredOperators = 0)
{
    /// <summary>The same trust, with the keys that those believed have named as their successors, and the successors of these.</summary>
    public LogTrust WithSuccessors(IReadOnlyList<string> successions)
    {
        var keys = Keys.ToList();
        for (var grew = true; grew;)
        {
            var found = successions.Select(note => KeySuccession.TryVerify(note, Origin, keys)).OfType<VerifierKey>()
                .Where(key => !keys.Any(known => known.ToString() == key.ToString())).ToList();
            keys.AddRange(found.DistinctBy(key => key.ToString()));
            grew = found.Count > 0;
        }

        return this with { Keys = keys };
    }

    /// <summary>Reads a checkpoint and checks who signed it; null, with the reason, when it is not to be believed.</summary>
    public VerifiedCheckpoint? TryVerify(string checkpointNote, out string error)
    {
        if (SignedNote.TryParse(checkpointNote, out error) is not { } note || Checkpoint.TryParse(note.Text, out error) is not { } checkpoint)
            return null;
        var logKeys = Keys.Select(key => (Key: key, Signed: note.IsSignedBy(key))).ToList();
        var witnesses = Witnesses.Select(witness => (Witness: witness, Signed: note.IsSignedBy(witness.Key))).ToList();
        var operators = witnesses.Where(entry => entry.Signed == true).Select(entry => entry.Witness.Operator).Distinct().Order(StringComparer.Ordinal).ToList();
        if (checkpoint.Origin != Origin)
            error = $"the checkpoint is of the log {checkpoint.Origin} and not of {Origin}";
        else if (logKeys.Any(entry => entry.Signed == false) || witnesses.Any(entry => entry.Signed == false))
            error = "a signature of the checkpoint is wrong";
        else if (!logKeys.Any(entry => entry.Signed == true))
            error = "the checkpoint is not signed by a key of the log that is trusted";
        else if (operators.Count < RequiredOperators)
            error = $"the checkpoint is cosigned by {operators.Count} operators of witnesses and {RequiredOperators} are required";
        else
            return new VerifiedCheckpoint(checkpoint, note, [.. logKeys.Where(entry => entry.Signed == true).Select(entry => entry.Key)], operators);
        return null;
    }
}
