using Referrals.Common.V1;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>One entry of a country case's history.</summary>
public sealed class DecisionRow
{
    public required string CountryCase { get; init; }

    /// <summary>From 1; the id of the decision in its case.</summary>
    public required int Number { get; init; }

    public required DecisionKind Kind { get; init; }

    /// <summary>Principal; null for the exchange itself.</summary>
    public string? Actor { get; init; }

    public string? ActorPseudonym { get; init; }

    public required DateTimeOffset At { get; init; }

    public Disposition Disposition { get; set; }

    public InformationalReason InformationalReason { get; set; }

    public RequestedDatum MissingDatum { get; set; }

    public Priority Priority { get; set; }

    public JustificationCode Justification { get; set; }

    /// <summary>What the officer wrote, sealed; null for nothing. It may hold content: it goes into no event and no record.</summary>
    public byte[]? Note { get; set; }

    public string LeadTeamId { get; set; } = "";

    public int? Undoes { get; set; }

    public string? InformationRequestId { get; set; }

    public bool Undone { get; set; }
}
