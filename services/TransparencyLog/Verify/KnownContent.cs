namespace Referrals.TransparencyLog.Verify;

/// <summary>What somebody holds of a referral: what was submitted or added, and the salts of the commitments to it.</summary>
/// <param name="Referral">Id of the referral.</param>
/// <param name="Supplement">0 for the submission itself, else the number of the supplement.</param>
/// <param name="Content">The content, JSON: for each field that was committed to a member of its name.</param>
/// <param name="Salts">The salt of each field.</param>
public sealed record KnownContent(string Referral, int Supplement, string Content, IReadOnlyList<(string Field, byte[] Salt)> Salts);
