using Referrals.Common.V1;

namespace Referrals.Routing.Storage;

/// <summary>An agency reported what a team works on.</summary>
internal sealed class DeconflictionRow
{
    public required string DeconflictionId { get; init; }

    public required string CountryCase { get; init; }

    public required string HandOffId { get; init; }

    public required string TeamId { get; init; }

    public required string ReferralId { get; init; }

    public required string AgencyId { get; init; }

    public required DeconflictionState State { get; set; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ReleaseBy { get; init; }

    public DateTimeOffset? ReleasedAt { get; set; }
}
