using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>
/// An officer's correction put a referral into a case: a confirmed link, a merge, a split, or the undoing of one. In the
/// stream of the case that it is in now; the one that it left is told by <see cref="CaseSplit"/> or <see cref="CasesMerged"/>.
/// </summary>
[PublishedBy(Topology.Matching)]
public sealed record ReferralLinked
{
    /// <summary>The parent case.</summary>
    public required string CaseId { get; init; }

    /// <summary>The referral as it is known at that time.</summary>
    public required ReferralMetadata Referral { get; init; }

    /// <summary>The case it was in before.</summary>
    public required string FromCaseId { get; init; }

    /// <summary>Whether that case ends in this one, with all that it called for.</summary>
    public bool? EndsFrom { get; init; }

    /// <summary>With the first referral of a correction: how many it moves. Null with the others.</summary>
    public int? Moved { get; init; }

    /// <summary>Agencies that had already reported the matter.</summary>
    public IReadOnlyList<string>? OtherAgencies { get; init; }
}
