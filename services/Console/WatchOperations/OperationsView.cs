using Referrals.Audit.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.WatchOperations;

/// <summary>Everything that the page of operations shows.</summary>
public sealed record OperationsView
{
    private const int Years = 10;

    /// <summary>Real time.</summary>
    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyList<ServiceHealth> Services { get; init; }

    /// <summary>What waits at the desks.</summary>
    public required Reading<CountQueueResponse> Queue { get; init; }

    /// <summary>The newest checkpoint, and how much of the log it does not cover; without a checkpoint before the first was signed.</summary>
    public required Reading<GetCheckpointResponse> Log { get; init; }

    /// <summary>Hand-offs by team.</summary>
    public required Reading<GetStatisticsResponse> Teams { get; init; }

    /// <summary>Hand-offs by month.</summary>
    public required Reading<GetStatisticsResponse> Months { get; init; }

    /// <summary>Of what nobody holds, that which has waited longest; null where all is held.</summary>
    public QueueCount? Oldest => Queue.Value?.Counts.Where(count => count.OldestUnclaimedAt is not null).MinBy(count => count.OldestUnclaimedAt.ToDateTimeOffset());

    /// <summary>How many events of the services that answer could not be delivered or applied.</summary>
    public long Failed => Services.Sum(service => service.Backlog.Value?.Parked ?? 0);

    /// <summary>The month from which on hand-offs by team are counted: what is overdue is, however old it is.</summary>
    public static string SinceLongAgo(DateTimeOffset now) => now.AddYears(-Years).UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Since when one of the services does not answer; null while all do.</summary>
    public DateTimeOffset? ServiceAwaySince => Services.Min(service => service.Backlog.AwaySince);
}
