using System.Globalization;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Witness;

/// <summary>
/// How a witness decides (C2SP tlog-witness): it cosigns a checkpoint that its log signed and that is consistent with the
/// largest that it cosigned before, and no other. Deciding and storing must happen under one lock for each log.
/// </summary>
public static class WitnessRules
{
    private const int Ok = 200;
    private const int BadRequest = 400;
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Unprocessable = 422;

    /// <summary>The log that a request is of, by the origin that its checkpoint names; null for one that is not watched.</summary>
    public static WitnessedLog? LogOf(AddCheckpoint request, IReadOnlyList<WitnessedLog> logs)
    {
        var end = request.Note.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? null : logs.FirstOrDefault(log => request.Note.AsSpan(0, end).SequenceEqual(log.Origin));
    }

    /// <summary>The answer to what is no request.</summary>
    public static WitnessAnswer Malformed(string error) => new(BadRequest, $"{error}\n");

    /// <summary>The answer when the log is not watched.</summary>
    public static WitnessAnswer Unknown { get; } = new(NotFound, "this log is not known here\n");

    /// <summary>Decides on a request of a log.</summary>
    /// <param name="request">The request.</param>
    /// <param name="log">The log that it is of.</param>
    /// <param name="state">The largest checkpoint cosigned before; null for none.</param>
    /// <param name="key">The key to cosign with.</param>
    /// <param name="now">Real time.</param>
    public static WitnessAnswer Decide(AddCheckpoint request, WitnessedLog log, WitnessState? state, WitnessKey key, DateTimeOffset now)
    {
        if (SignedNote.TryParse(request.Note, out var error) is not { } note || Checkpoint.TryRead(note.Text, out error) is not { } checkpoint)
            return Malformed(error);
        if (checkpoint.Origin != log.Origin)
            return Unknown;
        if (log.Keys.Any(logKey => note.IsSignedBy(logKey) == false) || !log.Keys.Any(logKey => note.IsSignedBy(logKey) == true))
            return new WitnessAnswer(Forbidden, "the checkpoint is not signed by a key of the log that is known here\n");
        if (request.OldSize > checkpoint.Size)
            return Malformed("the old size is larger than the checkpoint's");

        var seen = state?.Checkpoint ?? new Checkpoint(log.Origin, 0, MerkleHash.Empty.ToArray());
        if (request.OldSize != seen.Size)
            return new WitnessAnswer(Conflict, string.Create(CultureInfo.InvariantCulture, $"{seen.Size}\n")) { IsEvidence = Contradicts(checkpoint, seen) };
        if (!ConsistencyProof.Verify(seen.Size, seen.Root, checkpoint.Size, checkpoint.Root, request.Proof))
            return new WitnessAnswer(Unprocessable, "the checkpoint is not consistent with the one that was cosigned before\n") { IsEvidence = true };
        return Cosigned(note, checkpoint, log, key, now);
    }

    /// <summary>Two roots at one size need no proof; they are one.</summary>
    private static bool Contradicts(Checkpoint checkpoint, Checkpoint seen) => checkpoint.Size == seen.Size && !checkpoint.Equals(seen);

    private static WitnessAnswer Cosigned(SignedNote note, Checkpoint checkpoint, WitnessedLog log, WitnessKey key, DateTimeOffset now)
    {
        var cosignature = Cosignature.Sign(note.Text, key.Verifier, key.Signer, now);
        var own = note.Signatures.Where(signature => log.Keys.Any(signature.IsOf));
        var stored = note with { Signatures = [.. own, cosignature] };
        return new WitnessAnswer(Ok, cosignature.ToString()) { NewState = new WitnessState(checkpoint, stored.ToString()) };
    }
}
