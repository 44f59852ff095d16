using Grpc.Core;

namespace Referrals.Intake;

/// <summary>What Intake logs: ids and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Contact points of agencies are not known yet: Identity answered {Status}")]
    public static partial void AgenciesUnknown(this ILogger logger, StatusCode status);

    [LoggerMessage(2, LogLevel.Warning, "The backlog of {Backlog} referrals is above the bound of {Bound}: new ones are refused")]
    public static partial void BacklogAboveBound(this ILogger logger, long backlog, int bound);

    [LoggerMessage(3, LogLevel.Warning, "The backlog could not be counted: {Error}")]
    public static partial void BacklogUnknown(this ILogger logger, string error);

    [LoggerMessage(4, LogLevel.Error, "Item {Item} of a stream failed: {Error}")]
    public static partial void ItemFailed(this ILogger logger, int item, string error);

    [LoggerMessage(5, LogLevel.Warning, "{Count} submissions could not be stored together, and are stored one by one: {Error}")]
    public static partial void BatchFailed(this ILogger logger, int count, string error);
}
