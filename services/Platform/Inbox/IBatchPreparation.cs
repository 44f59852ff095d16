using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>
/// For a consumer that must ask another service, or take locks, before its transaction reads anything.
/// One instance of the consumer serves one batch, so it may keep in fields what it prepared.
/// </summary>
public interface IBatchPreparation<TDb, in TEvent>
    where TDb : ServiceDbContext
    where TEvent : class
{
    /// <summary>Before the transaction: the events of this type that the batch may apply.</summary>
    Task PrepareAsync(IReadOnlyList<TEvent> events, CancellationToken cancellationToken);

    /// <summary>The first statements of the transaction.</summary>
    Task EnterAsync(Work<TDb> work, CancellationToken cancellationToken);
}
