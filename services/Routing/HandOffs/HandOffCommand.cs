using OutcomeCode = Referrals.Common.V1.Outcome;

namespace Referrals.Routing.HandOffs;

/// <summary>What can be done with a hand-off.</summary>
internal abstract record HandOffCommand
{
    /// <summary>The team takes it.</summary>
    public sealed record Acknowledge : HandOffCommand;

    /// <summary>The team does not take it.</summary>
    public sealed record Decline : HandOffCommand;

    /// <summary>The acknowledgement clock has run.</summary>
    public sealed record Lapse : HandOffCommand;

    /// <summary>The team offers it to another.</summary>
    public sealed record OfferTransfer : HandOffCommand;

    /// <summary>The other team acknowledged.</summary>
    public sealed record PassOn : HandOffCommand;

    /// <summary>It is taken back.</summary>
    public sealed record Revoke : HandOffCommand;

    /// <summary>The team adds what it found.</summary>
    public sealed record AddInformation : HandOffCommand;

    /// <summary>The team reports a step.</summary>
    public sealed record RecordProgress : HandOffCommand;

    /// <summary>The team reports what came of it.</summary>
    public sealed record RecordOutcome(OutcomeCode Outcome, bool TasksRemain, bool KeepOpen) : HandOffCommand
    {
        /// <summary>Whether nothing more is to follow.</summary>
        public bool IsFinal => !TasksRemain && !KeepOpen && Outcome != OutcomeCode.OngoingInvestigation;
    }
}
