using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;

namespace Referrals.TransparencyLog.Witness;

/// <summary>The key that a witness cosigns with.</summary>
/// <param name="Verifier">As others know it, of the type of cosignatures.</param>
/// <param name="Signer">What signs with it.</param>
public sealed record WitnessKey(VerifierKey Verifier, ISigningKey Signer)
{
    /// <summary>The key of a signer under a name; <see cref="FormatException"/> for a name that notes cannot carry.</summary>
    public static WitnessKey Of(string name, ISigningKey signer) => new(VerifierKey.Of(name, SignatureType.Cosignature, signer.PublicKey), signer);
}
