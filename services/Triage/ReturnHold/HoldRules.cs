using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>When deconflictions that lapsed keep a case in the queue that has nothing else to decide.</summary>
public static class HoldRules
{
    /// <summary>Teams have it, of itself or as merged into another: whoever waits may act only when an officer says so.</summary>
    public static bool KeepInQueue(CountryCaseRow row) => row.LapsedHolds.Count > 0
        && (row.State == CountryCaseState.Merged ? row.StateBefore : row.State) == CountryCaseState.Accepted;
}
