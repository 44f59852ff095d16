namespace Referrals.Platform.Auditing;

/// <summary>The types of record that the log holds.</summary>
public static class AuditTypes
{
    public const string Received = "received";
    public const string Supplemented = "supplemented";
    public const string Answered = "answered";
    public const string Withdrawn = "withdrawn";
    public const string ConsentRequested = "consent_requested";
    public const string ConsentGiven = "consent_given";
    public const string ConsentRefused = "consent_refused";
    public const string Erased = "erased";
    public const string Matched = "matched";
    public const string Linked = "linked";
    public const string LinkRejected = "link_rejected";
    public const string Split = "split";
    public const string Merged = "merged";
    public const string Opened = "opened";
    public const string Reopened = "reopened";
    public const string Claimed = "claimed";
    public const string Released = "released";
    public const string Assigned = "assigned";
    public const string Accepted = "accepted";
    public const string Rejected = "rejected";
    public const string Undone = "undone";
    public const string InformationRequested = "information_requested";
    public const string PriorityChanged = "priority_changed";
    public const string Escalated = "escalated";
    public const string Offered = "offered";
    public const string HandedOn = "handed_on";
    public const string Acknowledged = "acknowledged";
    public const string Declined = "declined";
    public const string TimedOut = "timed_out";
    public const string Transferred = "transferred";
    public const string Revoked = "revoked";
    public const string Progress = "progress";
    public const string Outcome = "outcome";
    public const string Completed = "completed";
    public const string Orphaned = "orphaned";
    public const string FeedbackOverdue = "feedback_overdue";
    public const string Consulted = "consulted";
    public const string Disclosed = "disclosed";
    public const string SignedIn = "signed_in";
    public const string AccessRefused = "access_refused";
    public const string PolicyLoaded = "policy_loaded";
    public const string KeyCreated = "key_created";
    public const string KeyRetired = "key_retired";
    public const string LogDisputed = "log_disputed";
    public const string CredentialIssued = "credential_issued";
    public const string Enrolled = "enrolled";
    public const string Suspended = "suspended";
    public const string Reinstated = "reinstated";
    public const string ClockAdvanced = "clock_advanced";
    public const string Redriven = "redriven";
    public const string Parked = "parked";
}
