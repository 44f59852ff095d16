namespace Referrals.Contracts;

/// <summary>
/// One record for the log. Every service sends it, on a channel with sequences of its own; Audit appends it as it is.
/// </summary>
public sealed record AuditRecord
{
    /// <summary>The finished body of the leaf: canonical JSON (RFC 8785) without personal data.</summary>
    public required string Body { get; init; }
}
