namespace Referrals.Routing.HandOffs;

/// <summary>The duty to let the sender hear what became of it: begins with the acknowledgement, begins anew with each report.</summary>
internal static class FeedbackRules
{
    /// <summary>When the next report is due, in microseconds from the last.</summary>
    public static DateTimeOffset DueAfter(DateTimeOffset report, long withinMicroseconds) => report + TimeSpan.FromMicroseconds(withinMicroseconds);

    public static bool IsNewlyOverdue(DateTimeOffset? dueAt, bool overdue, DateTimeOffset now) => !overdue && dueAt <= now;
}
