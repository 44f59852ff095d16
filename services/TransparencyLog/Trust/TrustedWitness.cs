using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Trust;

/// <summary>A witness and who operates it; two witnesses of one operator count once.</summary>
/// <param name="Operator">Who operates it, for example <c>uk-nca</c>.</param>
/// <param name="Key">Its key, of the type of cosignatures.</param>
public sealed record TrustedWitness(string Operator, VerifierKey Key);
