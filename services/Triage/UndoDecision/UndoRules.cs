using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Which decision may still be undone: a held acceptance, or a rejection after which nothing has happened.</summary>
public static class UndoRules
{
    /// <summary>Why not; null if it may be. <paramref name="now"/> is real time.</summary>
    public static Refusal? ToUndo(CountryCaseRow row, DecisionRow decision, DateTimeOffset now)
    {
        var standsStill = decision is { Undone: false, Kind: DecisionKind.Accepted or DecisionKind.Rejected } && decision.Number == row.DecisionCount;
        var mayBe = row.State switch
        {
            CountryCaseState.AcceptHeld => row.UndoUntil > now,
            CountryCaseState.Rejected => true,
            _ => false,
        };
        return standsStill && mayBe ? null : Refusal.FailedPrecondition("TOO_LATE", "the decision has taken effect, or was followed by another");
    }
}
