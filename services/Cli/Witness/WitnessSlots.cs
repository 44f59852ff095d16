using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Witness;

namespace Referrals.Cli.Witness;

/// <summary>
/// What a witness cosigned last of one log, in two files that are written in turn: whenever the power fails, one of them
/// holds the last state that was answered, or the one that was about to be. A witness that forgot would cosign a fork.
/// </summary>
internal sealed class WitnessSlots
{
    private readonly string[] files;
    private int next;

    /// <summary>Opens the state; <see cref="InvalidDataException"/> when there are files and none can be read.</summary>
    public WitnessSlots(string directory, VerifierKey witness)
    {
        Directory.CreateDirectory(directory);
        files = [Path.Combine(directory, "checkpoint.0"), Path.Combine(directory, "checkpoint.1")];
        var states = files.Select(file => File.Exists(file) ? WitnessState.TryParse(File.ReadAllText(file), witness) : null).ToList();
        State = states.OfType<WitnessState>().MaxBy(state => (state.Checkpoint.Size, SignedAt(state, witness)));
        if (State is null && files.Any(file => File.Exists(file) && new FileInfo(file).Length > 0))
            throw new InvalidDataException($"what this witness cosigned last cannot be read from {directory}: restore it, or ask the log's operator what it holds");
        next = State is not null && State == states[0] ? 1 : 0;
    }

    /// <summary>The last state; null for none.</summary>
    public WitnessState? State { get; private set; }

    /// <summary>Stores a state; it is on the disk when this returns.</summary>
    public void Store(WitnessState state)
    {
        DurableFile.Write(files[next], state.Note);
        State = state;
        next = 1 - next;
    }

    private static DateTimeOffset? SignedAt(WitnessState state, VerifierKey witness) =>
        SignedNote.TryParse(state.Note, out _)!.Signatures.Where(signature => signature.IsOf(witness)).Max(Cosignature.TimeOf);
}
