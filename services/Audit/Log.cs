namespace Referrals.Audit;

/// <summary>Everything that Audit logs; ids, names of keys and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Critical, "The log is NOT signed any further: {Reason}")]
    public static partial void SigningRefused(this ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The log signs again")]
    public static partial void SigningResumed(this ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "The sequencer of the log waits: {Error}")]
    public static partial void SequencerWaits(this ILogger logger, string error);

    [LoggerMessage(4, LogLevel.Information, "This process extends the log from now on (epoch {Epoch})")]
    public static partial void LeaseTaken(this ILogger logger, long epoch);

    [LoggerMessage(5, LogLevel.Information, "The log has a new key: {Key}")]
    public static partial void KeyAdded(this ILogger logger, string key);

    [LoggerMessage(6, LogLevel.Warning, "The witness {Witness} gave no cosignature: {Reason}")]
    public static partial void WitnessFailed(this ILogger logger, string witness, string reason);

    [LoggerMessage(7, LogLevel.Critical, "The witness {Witness} disputes the log at size {Size} with status {Status}: what it saw before and what this log says now do not agree")]
    public static partial void LogDisputed(this ILogger logger, string witness, long size, int status);
}
