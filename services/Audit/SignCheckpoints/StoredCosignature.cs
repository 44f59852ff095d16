namespace Referrals.Audit.SignCheckpoints;

/// <summary>What a witness said of a checkpoint.</summary>
/// <param name="Operator">Who operates the witness.</param>
/// <param name="VerifierKey">The witness's vkey.</param>
/// <param name="Line">The signature line, ending in a newline.</param>
internal sealed record StoredCosignature(string Operator, string VerifierKey, string Line);
