using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.Audit.SignCheckpoints;

/// <summary>A key of the log that signs.</summary>
/// <param name="Number">Its number, from 1; the file of the private key is named by it.</param>
/// <param name="Verifier">The key as others know it.</param>
/// <param name="Signer">What signs with it.</param>
internal sealed record LogKey(long Number, VerifierKey Verifier, ISigningKey Signer);
