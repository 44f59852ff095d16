namespace Referrals.Triage;

/// <summary>A question to a sender, without its text.</summary>
public sealed class InformationRequestRow
{
    public required string Id { get; init; }

    public required string CountryCase { get; init; }

    public required string ReferralId { get; init; }

    public QuestionState State { get; set; }

    /// <summary>When the answer is due, in business time.</summary>
    public DateTimeOffset? AnswerBy { get; set; }
}

/// <summary>How far a question has come.</summary>
public enum QuestionState
{
    /// <summary>Given an id and a time; the sender does not know of it yet.</summary>
    Prepared,

    /// <summary>Asked.</summary>
    Open,

    /// <summary>Answered.</summary>
    Answered,

    /// <summary>The referral that it is about has left the case: nobody answers it there.</summary>
    Void,
}
