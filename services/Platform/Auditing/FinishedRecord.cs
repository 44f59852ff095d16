namespace Referrals.Platform.Auditing;

/// <summary>A record as the log will hold it.</summary>
/// <param name="Entry">What was told to the log.</param>
/// <param name="Body">The body, canonical JSON, to the byte.</param>
internal sealed record FinishedRecord(AuditEntry Entry, string Body);
