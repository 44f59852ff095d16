using Referrals.Common.V1;

namespace Referrals.Routing.Storage;

/// <summary>One hand-off of a country case to a team.</summary>
internal sealed class HandOffRow
{
    public required string HandOffId { get; init; }

    public required string CountryCase { get; init; }

    public required string Country { get; init; }

    public required string TeamId { get; init; }

    public required HandOffRole Role { get; init; }

    public required HandOffState State { get; set; }

    public required string PolicyVersion { get; init; }

    public required string RuleId { get; init; }

    /// <summary>The acceptance of the case that it belongs to.</summary>
    public required int Round { get; init; }

    public required int Attempt { get; init; }

    public required Priority Priority { get; init; }

    /// <summary>Who had custody when it was offered.</summary>
    public required string FromCustodian { get; init; }

    /// <summary>Who was next when it was offered.</summary>
    public string? NextTeamId { get; init; }

    /// <summary>It carries only what became available from then on; everything when null.</summary>
    public DateTimeOffset? CarriesFrom { get; init; }

    public required DateTimeOffset OfferedAt { get; init; }

    public required DateTimeOffset AcknowledgeBy { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; set; }

    public string? TeamReference { get; set; }

    /// <summary>Principal of the member who acknowledged.</summary>
    public string? Holder { get; set; }

    /// <summary>Microseconds between one report and the next.</summary>
    public required long FeedbackWithin { get; init; }

    public DateTimeOffset? FeedbackDueAt { get; set; }

    public bool FeedbackOverdue { get; set; }

    /// <summary>Whether the team ever reported.</summary>
    public bool FeedbackGiven { get; set; }

    /// <summary>The hand-off of the team that passes it on.</summary>
    public string? TransferOf { get; init; }

    /// <summary>The hand-off that it is, or was, passed on by.</summary>
    public string? TransferredTo { get; set; }

    public DeclineReason? DeclineReason { get; set; }

    public CustodyChangeReason? ChangeReason { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Outstanding tasks, as JSON.</summary>
    public string Tasks { get; set; } = "[]";

    public DateTimeOffset? TaskDueAt { get; set; }

    /// <summary>When the team must do something next; null when it is at an end.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public Outcome? Outcome { get; set; }

    /// <summary>The latest outcome, as the API shows it.</summary>
    public string? OutcomeDetails { get; set; }

    /// <summary>Persons safeguarded, all outcomes together.</summary>
    public int Safeguarded { get; set; }

    public int Arrested { get; set; }

    /// <summary>News since the team last acknowledged or recorded.</summary>
    public int NewInformation { get; set; }

    /// <summary>Counts changes, and entries of the history.</summary>
    public int Version { get; set; }

    /// <summary>Position of the last change among those of the team's inbox.</summary>
    public long ChangeNumber { get; set; }

    public bool IsActive => State is HandOffState.Offered or HandOffState.Acknowledged or HandOffState.InProgress;

    public bool IsHeld => State is HandOffState.Acknowledged or HandOffState.InProgress;
}
