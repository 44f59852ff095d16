using System.Collections.Concurrent;

namespace Referrals.Console.WatchOperations;

/// <summary>Since when a service does not answer this console. Real times.</summary>
public sealed class ServiceSightings
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> away = new();

    public void Answered(string service) => away.TryRemove(service, out _);

    /// <summary>Since when it has not answered.</summary>
    public DateTimeOffset Missed(string service, DateTimeOffset now) => away.GetOrAdd(service, now);
}
