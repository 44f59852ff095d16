using Referrals.Common.V1;

namespace Referrals.Triage;

/// <summary>A priority and why.</summary>
public readonly record struct Assessment(Priority Priority, PriorityReason Reason)
{
    /// <summary>The more urgent of two; of equally urgent ones the reason that comes first, so that order does not matter.</summary>
    public static Assessment MostUrgent(Assessment a, Assessment b) =>
        (a.Priority, a.Reason).CompareTo((b.Priority, b.Reason)) <= 0 ? a : b;

    public bool IsMoreUrgentThan(Priority other) => Priority < other;
}
