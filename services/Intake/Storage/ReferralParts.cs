using Referrals.Common.V1;
using Referrals.Platform.Outbox;

namespace Referrals.Intake.Storage;

/// <summary>What a sender added; the facts themselves are content.</summary>
public sealed class SupplementRow
{
    public required string ReferralId { get; init; }

    public required int Number { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? InformationRequestId { get; init; }
}

/// <summary>An officer's question; its text is content.</summary>
public sealed class InformationRequestRow
{
    public required string Id { get; init; }

    public required string ReferralId { get; init; }

    public required string CountryCase { get; init; }

    /// <summary>The data asked for, as a JSON list of numbers.</summary>
    public required string Data { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Whether Triage's event has said that it was asked; its sender does not see it before.</summary>
    public bool Asked { get; set; }

    /// <summary>Where the log has that it was asked; the answer follows that.</summary>
    public EventPosition? AskedRecord { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public int AnsweredBySupplement { get; set; }
}

/// <summary>A consent given or refused; the latest counts.</summary>
public sealed class ConsentRow
{
    public required string ReferralId { get; init; }

    public required int Number { get; init; }

    public required ConsentScope Scope { get; init; }

    public required bool Refused { get; init; }

    public required DateTimeOffset At { get; init; }
}
