namespace Referrals.Platform.Inbox;

/// <summary>What one batch came to.</summary>
internal sealed class InboxBatchResult
{
    public int Applied { get; set; }

    public int Duplicates { get; set; }

    public int Waiting { get; set; }

    /// <summary>Stored events that nothing holds back any more and that are to be applied by themselves.</summary>
    public List<IncomingEvent> Released { get; } = [];
}
