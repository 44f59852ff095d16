namespace Referrals.Intake.LimitBacklog;

/// <summary>What may come in.</summary>
public enum Admission
{
    /// <summary>Everything.</summary>
    Open,

    /// <summary>The backlog is above its bound: what says that a child is at immediate risk, within a quota.</summary>
    UrgentOnly,
}
