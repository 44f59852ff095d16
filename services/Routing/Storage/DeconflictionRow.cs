using Referrals.Common.V1;

namespace Referrals.Routing.Storage;

/// <summary>An agency reported what a team works on.</summary>
internal sealed class DeconflictionRow
{
    public required string DeconflictionId { get; init; }

    public required string CountryCase { get; init; }

    /// <summary>The hand-off whose team is asked: that of the lead, and of the one that it passes the case on to.</summary>
    public required string HandOffId { get; set; }

    public required string TeamId { get; set; }

    public required string ReferralId { get; init; }

    public required string AgencyId { get; init; }

    public required DeconflictionState State { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ReleaseBy { get; init; }

    public DateTimeOffset? ReleasedAt { get; set; }
}
