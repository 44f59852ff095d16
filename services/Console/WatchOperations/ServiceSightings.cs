using System.Collections.Concurrent;

namespace Referrals.Console.WatchOperations;

/// <summary>Since when a source of figures does not answer this console. Real times.</summary>
public sealed class ServiceSightings
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> away = new();

    public void Answered(string source) => away.TryRemove(source, out _);

    /// <summary>Since when it has not answered.</summary>
    public DateTimeOffset Missed(string source, DateTimeOffset now) => away.GetOrAdd(source, now);
}
