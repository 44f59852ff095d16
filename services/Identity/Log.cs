namespace Referrals.Identity;

/// <summary>Everything that Identity logs; names of principals and counts only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Issued} credentials issued, {Kept} kept, for the principals of the identities file")]
    public static partial void CredentialsReady(this ILogger logger, int issued, int kept);

    [LoggerMessage(2, LogLevel.Warning, "Credentials could not be renewed and are tried again: {Error}")]
    public static partial void RenewalWaits(this ILogger logger, string error);

    [LoggerMessage(3, LogLevel.Warning, "Attempts to sign in are not in the log yet and are told again: {Error}")]
    public static partial void AttemptsWait(this ILogger logger, string error);
}
