using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>
/// For a consumer that collects what the events of a batch come to and writes it at once. One instance of the consumer
/// serves one batch; a transaction that is tried again brings a new <see cref="Work{TDb}"/> and the same events.
/// </summary>
public interface IBatchCompletion<TDb>
    where TDb : ServiceDbContext
{
    /// <summary>The last statements of the batch, after its events and before they are marked as applied.</summary>
    Task CompleteAsync(Work<TDb> work, CancellationToken cancellationToken);
}
