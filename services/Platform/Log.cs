using Microsoft.Extensions.Logging;

namespace Referrals.Platform;

/// <summary>Everything that the platform logs; ids and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A batch of {Count} events failed at {Consumer} with {Error}; applying them one by one")]
    public static partial void BatchFailed(this ILogger logger, string error, string consumer, int count);

    [LoggerMessage(2, LogLevel.Warning, "{Consumer} waits: {Error}")]
    public static partial void ConsumerWaits(this ILogger logger, string consumer, string error);

    [LoggerMessage(3, LogLevel.Error, "{Consumer} parked {EventType} at {Position}: {Error}")]
    public static partial void EventParked(this ILogger logger, string consumer, string eventType, string position, string error);

    [LoggerMessage(4, LogLevel.Warning, "The relay of {Service} waits: {Error}")]
    public static partial void RelayWaits(this ILogger logger, string service, string error);

    [LoggerMessage(5, LogLevel.Warning, "{Count} events of {Service} could not be published and stay in the outbox: {Error}")]
    public static partial void PublishFailed(this ILogger logger, int count, string service, string error);

    [LoggerMessage(6, LogLevel.Error, "{Method} failed: {Error}\n{Trace}")]
    public static partial void CallFailed(this ILogger logger, string method, string error, string? trace);

    [LoggerMessage(7, LogLevel.Information, "The store of {Service} is ready")]
    public static partial void StoreReady(this ILogger logger, string service);

    [LoggerMessage(8, LogLevel.Warning, "The store of {Service} cannot be reached yet: {Error}")]
    public static partial void StoreAway(this ILogger logger, string service, string error);

    [LoggerMessage(9, LogLevel.Warning, "Changes of grants are not heard just now; what was heard holds: {Error}")]
    public static partial void GrantsWait(this ILogger logger, string error);

    [LoggerMessage(10, LogLevel.Warning, "The certificate that replaces this process's cannot be read yet; the earlier one stays: {Error}")]
    public static partial void CertificateWaits(this ILogger logger, string error);

    [LoggerMessage(9, LogLevel.Information, "The log certifies the key of {Service}")]
    public static partial void KeyCertified(this ILogger logger, string service);

    [LoggerMessage(10, LogLevel.Debug, "The key of {Service} is not certified yet: {Error}")]
    public static partial void KeyNotCertified(this ILogger logger, string service, string error);

    [LoggerMessage(11, LogLevel.Warning, "Keys of {Service} could not be wrapped anew and are looked at again: {Error}")]
    public static partial void KeysNotWrapped(this ILogger logger, string service, string error);

    [LoggerMessage(12, LogLevel.Information, "Version {Version} of the key-encryption key of {Service} is destroyed")]
    public static partial void KeyDestroyed(this ILogger logger, string service, int version);

    [LoggerMessage(13, LogLevel.Warning, "What {Service} promised in {Count} streams is NOT in the log in time; the first is {Position}, made by {Since}")]
    public static partial void PromisesLate(this ILogger logger, int count, string service, string position, DateTimeOffset since);

    [LoggerMessage(14, LogLevel.Information, "What {Service} promised in {Count} streams and was late is in the log now")]
    public static partial void PromisesKept(this ILogger logger, int count, string service);

    [LoggerMessage(15, LogLevel.Warning, "The keys of the outside issuer cannot be read just now; those that were read hold: {Error}")]
    public static partial void IssuerKeysWait(this ILogger logger, string error);

    [LoggerMessage(16, LogLevel.Warning, "{Listener} cannot be asked what it has of {Service}, which keeps it: {Error}")]
    public static partial void ListenerWaits(this ILogger logger, string listener, string service, string error);

    [LoggerMessage(17, LogLevel.Warning, "The bus has LOST {Count} events of {Service}, which are sent again; the first is {Position}")]
    public static partial void EventsLost(this ILogger logger, int count, string service, string position);
}
