namespace Referrals.Platform.Inbox;

/// <summary>How far streams have been applied, as one transaction has locked and advanced them.</summary>
internal sealed class InboxPositions : Dictionary<(string Service, string Stream), long>
{
    /// <summary>Whether events were kept earlier, looked at after the locks.</summary>
    public bool AnyStored { get; set; }
}
