using Referrals.Operations.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>How a service does.</summary>
/// <param name="Name">Which.</param>
/// <param name="Backlog">What is under way in it.</param>
/// <param name="Held">What is parked or waits in it, as far as it was asked for.</param>
/// <param name="Late">What it promised and is not in the log in time.</param>
public sealed record ServiceHealth(string Name, Reading<ServiceBacklog> Backlog, Reading<IReadOnlyList<HeldEvent>> Held, Reading<IReadOnlyList<LatePromise>> Late)
{
    /// <summary>Whether nothing of it waits for anybody.</summary>
    public bool IsWell => Backlog.Value is { Parked: 0, LatePromises: 0 };
}
