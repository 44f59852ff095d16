using Referrals.Common.V1;

namespace Referrals.Routing.CountHandOffs;

/// <summary>What statistics read of a hand-off: no name and no reference.</summary>
internal sealed record CountedHandOff
{
    public required string CountryCase { get; init; }

    public required string Country { get; init; }

    public required string TeamId { get; init; }

    public required HandOffState State { get; init; }

    public required DateTimeOffset OfferedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public Outcome? Outcome { get; init; }

    public int Safeguarded { get; init; }

    public int Arrested { get; init; }

    public bool FeedbackGiven { get; init; }

    public bool FeedbackOverdue { get; init; }

    /// <summary>When its case came to the desk.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }
}
