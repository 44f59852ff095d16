namespace Referrals.Contracts;

/// <summary>An agency asked whether an identifier is known, and a case holds it: its senders are told who asked.</summary>
[PublishedBy(Topology.Matching)]
public sealed record IdentifierQueried
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The question.</summary>
    public required string QueryId { get; init; }

    /// <summary>The referral that names the identifier: the first of its sender's in the case.</summary>
    public required string ReferralId { get; init; }

    /// <summary>The agency that asked.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Its name.</summary>
    public required string AskedByName { get; init; }

    /// <summary>Its contact point.</summary>
    public required string AskedByContact { get; init; }

    /// <summary>Its own reference of what it asks for.</summary>
    public required string AskedUnder { get; init; }
}
