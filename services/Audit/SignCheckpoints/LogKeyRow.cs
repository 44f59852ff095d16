namespace Referrals.Audit.SignCheckpoints;

/// <summary>A key of the log as the store knows it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="VerifierKey">The vkey.</param>
/// <param name="Succession">The note by which the key before named it; null for the first.</param>
/// <param name="RetiredAt">Since when it signs no more; null while it does.</param>
internal sealed record LogKeyRow(long Number, string VerifierKey, string? Succession, DateTimeOffset? RetiredAt)
{
    public bool IsActive => RetiredAt is null;
}
