using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Witness;

/// <summary>A log that a witness watches.</summary>
/// <param name="Origin">First line of its checkpoints.</param>
/// <param name="Keys">Its keys, any one of which may have signed.</param>
public sealed record WitnessedLog(string Origin, IReadOnlyList<VerifierKey> Keys);
