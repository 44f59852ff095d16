using Microsoft.Extensions.Logging;

namespace Referrals.Triage;

/// <summary>Everything that Triage logs; ids and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Sweeper} failed and tries again: {Error}")]
    public static partial void SweepFailed(this ILogger logger, string sweeper, string error);
}
