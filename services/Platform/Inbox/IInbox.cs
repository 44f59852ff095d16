namespace Referrals.Platform.Inbox;

/// <summary>Where a bus hands over events for one consuming service.</summary>
public interface IInbox
{
    /// <summary>The consuming service.</summary>
    string Service { get; }

    /// <summary>
    /// Completes when the event's effect is committed, or it is stored as waiting or parked: when it may be acknowledged.
    /// </summary>
    Task ReceiveAsync(IncomingEvent incoming, CancellationToken cancellationToken);
}
