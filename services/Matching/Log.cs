namespace Referrals.Matching;

/// <summary>Everything that Matching logs; ids and counts only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Referral} has more identifiers than are matched; {Limit} were taken")]
    public static partial void KeysCut(this ILogger logger, string referral, int limit);
}
