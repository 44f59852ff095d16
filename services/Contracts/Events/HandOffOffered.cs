using Referrals.Common.V1;

namespace Referrals.Contracts;

/// <summary>A team is offered a case.</summary>
[PublishedBy(Topology.Routing)]
public sealed record HandOffOffered
{
    /// <summary>The hand-off.</summary>
    public required string HandOffId { get; init; }

    /// <summary>The country case, <c>cases/…/countries/PH</c>.</summary>
    public required string CountryCase { get; init; }

    /// <summary>The team.</summary>
    public required string TeamId { get; init; }

    /// <summary>The team's name, as the directory gives it to partners.</summary>
    public string? TeamName { get; init; }

    /// <summary>Lead, support or aftercare.</summary>
    public required HandOffRole Role { get; init; }

    /// <summary>Version of the routing policy.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The rule that chose the team.</summary>
    public required string RuleId { get; init; }

    /// <summary>When it lapses.</summary>
    public required DateTimeOffset AcknowledgeBy { get; init; }

    /// <summary>Which team in turn for this role, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>With a joint team: the strictest TLP label that somebody of each member agency reads there; null with other teams.</summary>
    public IReadOnlyDictionary<string, Tlp>? MemberLimits { get; init; }

    /// <summary>The referrals that it carries; the first 50 where there are more.</summary>
    public required IReadOnlyList<string> ReferralIds { get; init; }

    /// <summary>How many it carries.</summary>
    public required int ReferralCount { get; init; }

    /// <summary>How many wait for their originator's consent.</summary>
    public required int WaitingCount { get; init; }
}
