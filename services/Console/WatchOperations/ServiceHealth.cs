using Referrals.Operations.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>How a service does.</summary>
/// <param name="Name">Which.</param>
/// <param name="Backlog">What is under way in it; null while it does not answer.</param>
/// <param name="AwaySince">Since when it does not answer; null while it does.</param>
public sealed record ServiceHealth(string Name, ServiceBacklog? Backlog, DateTimeOffset? AwaySince)
{
    /// <summary>Whether nothing of it waits for anybody.</summary>
    public bool IsWell => Backlog is { Parked: 0, LatePromises: 0 };
}
