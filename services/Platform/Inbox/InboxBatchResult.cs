namespace Referrals.Platform.Inbox;

/// <summary>What one batch came to.</summary>
internal sealed class InboxBatchResult
{
    public int Applied { get; set; }

    public int Duplicates { get; set; }

    public int Waiting { get; set; }

    /// <summary>Stored events that nothing holds back any more but whose consumer must prepare outside a transaction.</summary>
    public List<IncomingEvent> ToPrepare { get; } = [];
}
