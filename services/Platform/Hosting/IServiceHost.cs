using Referrals.Platform.Auditing;
using Referrals.Platform.Inbox;
using Referrals.Platform.Promises;

namespace Referrals.Platform.Hosting;

/// <summary>One service in this process, as the parts that serve all of them see it.</summary>
public interface IServiceHost
{
    string Name { get; }

    /// <summary>Makes the store and brings it to the newest version.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Leaves one record in the log, in a transaction of its own.</summary>
    Task RecordAsync(string stream, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Stores an offset of the simulated clock; the larger one stays and is returned.</summary>
    Task<TimeSpan> AdvanceClockAsync(TimeSpan offset, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Events that this service keeps waiting or parked, oldest first.</summary>
    Task<IReadOnlyList<StoredMessage>> ListStoredAsync(string? state, int limit, CancellationToken cancellationToken);

    /// <summary>Applies a parked event again. Null: there is no such event.</summary>
    Task<bool?> RedriveAsync(Guid id, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>How far this service has come in streams of a publisher, one for each.</summary>
    Task<IReadOnlyList<HeardStream>> ListHeardAsync(string publisher, IReadOnlyCollection<string> streams, CancellationToken cancellationToken);

    /// <summary>Streams with records that should be in the log and are not, oldest first.</summary>
    Task<IReadOnlyList<OpenStream>> ListLatePromisesAsync(int limit, CancellationToken cancellationToken);

    Task<Backlog> GetBacklogAsync(CancellationToken cancellationToken);
}
