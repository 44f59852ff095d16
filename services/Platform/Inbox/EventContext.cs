using Referrals.Platform.Storage;

namespace Referrals.Platform.Inbox;

/// <summary>What a consumer is given beside the event.</summary>
public sealed class EventContext<TDb>(Work<TDb> work, IncomingEvent incoming)
    where TDb : ServiceDbContext
{
    /// <summary>The transaction that the effect belongs in.</summary>
    public Work<TDb> Work { get; } = work;

    /// <summary>Stream, sequence, cause and time of the event.</summary>
    public IncomingEvent Incoming { get; } = incoming;
}
