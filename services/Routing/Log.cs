using Microsoft.Extensions.Logging;

namespace Referrals.Routing;

/// <summary>Everything that Routing logs; ids and places in the policy only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Routing policy {Version} ({Sha256}) is loaded")]
    public static partial void PolicyLoaded(this ILogger logger, string version, string sha256);

    [LoggerMessage(2, LogLevel.Error, "The routing policy was not loaded, the one before stays: {Problem}")]
    public static partial void PolicyRefused(this ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Warning, "Routing policy: {Problem}")]
    public static partial void PolicyWarning(this ILogger logger, string problem);

    [LoggerMessage(4, LogLevel.Information, "Hand-off {HandOffId} was not acknowledged in time")]
    public static partial void HandOffLapsed(this ILogger logger, string handOffId);

    [LoggerMessage(5, LogLevel.Warning, "The duties of hand-off {HandOffId} could not be looked at: {Error}")]
    public static partial void SweepFailed(this ILogger logger, string handOffId, string error);
}
