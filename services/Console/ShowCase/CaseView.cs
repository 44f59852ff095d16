using Referrals.Console.DecideCase;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ShowCase;

/// <summary>Everything that the page of a case shows; what a service that is away would say is null.</summary>
public sealed record CaseView
{
    public required GetCaseResponse Case { get; init; }

    /// <summary>Business time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Real time, for claims.</summary>
    public required DateTimeOffset RealNow { get; init; }

    public GetMatchesResponse? Matches { get; init; }

    public RoutingExplanation? Routing { get; init; }

    public ListCaseHandOffsResponse? HandOffs { get; init; }

    /// <summary>Agencies that wait for a team that works on the matter.</summary>
    public IReadOnlyList<Deconfliction> Holds { get; init; } = [];

    public IReadOnlyList<Team> Teams { get; init; } = [];

    /// <summary>The officers to whom it may be given; empty while nobody can say.</summary>
    public IReadOnlyList<string> Officers { get; init; } = [];

    /// <summary>When the officer's draft was saved; null without one.</summary>
    public DateTimeOffset? DraftSavedAt { get; init; }

    /// <summary>Other officers who are typing about it.</summary>
    public IReadOnlyList<OtherDraft> OtherDrafts { get; init; } = [];

    /// <summary>Content that was opened just now; null while everything is folded.</summary>
    public SubmittedReferral? Opened { get; init; }

    public CountryCase Item => Case.CountryCase;

    /// <summary>The policy's lead; null for none.</summary>
    public PlannedHandOff? Suggested => Routing?.Planned.FirstOrDefault(planned => planned.Role == Common.V1.HandOffRole.Lead);
}
