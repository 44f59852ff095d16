namespace Referrals.Console;

/// <summary>Everything that the console logs; ids and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A browser reported a violation of the content security policy")]
    public static partial void PolicyViolated(this ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "A page could not be made: {Method} answered {Code}")]
    public static partial void CallRefused(this ILogger logger, string method, string code);

    [LoggerMessage(3, LogLevel.Error, "A page failed at {Route} with {Error}: {Stack}")]
    public static partial void PageFailed(this ILogger logger, string route, string error, string? stack);

    [LoggerMessage(4, LogLevel.Information, "First sign-in links for {Count} people are in {Directory}")]
    public static partial void LinksWritten(this ILogger logger, int count, string directory);

    [LoggerMessage(5, LogLevel.Information, "{Principal} signed in with the provider")]
    public static partial void SignedIn(this ILogger logger, string principal);

    [LoggerMessage(6, LogLevel.Warning, "A sign-in with the provider was refused: {Reason}")]
    public static partial void SignInRefused(this ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Debug, "Who needs a sign-in link is not known: Identity answered {Code}")]
    public static partial void LinksWait(this ILogger logger, string code);

    [LoggerMessage(8, LogLevel.Information, "{Count} sessions of {Principal} were ended")]
    public static partial void SessionsEnded(this ILogger logger, int count, string principal);

    [LoggerMessage(9, LogLevel.Warning, "A sign-out of the provider was refused: {Reason}")]
    public static partial void SignOutRefused(this ILogger logger, string reason);

    [LoggerMessage(10, LogLevel.Information, "{Count} sessions were ended by a sign-out with the provider")]
    public static partial void SignedOutByProvider(this ILogger logger, int count);

    [LoggerMessage(11, LogLevel.Warning, "A sign-in, or a refused one, could not be told to the log: Identity answered {Code}")]
    public static partial void SignInNotRecorded(this ILogger logger, string code);
}
