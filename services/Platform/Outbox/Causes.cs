namespace Referrals.Platform.Outbox;

/// <summary>
/// What led to a change: the event being consumed, and the record that the log must hold before the one that follows.
/// One instance stands for one message or one command.
/// </summary>
internal sealed class Causes(EventPosition? @event, EventPosition? audit)
{
    public static Causes None { get; } = new(null, null);

    public EventPosition? Event { get; } = @event;

    public EventPosition? Audit { get; } = audit;
}
