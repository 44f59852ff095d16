namespace Referrals.Audit;

/// <summary>What this process knows to be wrong with the log: what health reports.</summary>
internal sealed class LogCondition
{
    private volatile string? refusal;

    /// <summary>Why the log is not signed; null while it is.</summary>
    public string? Refusal => refusal;

    /// <summary>Notes why signing is refused; true when that is new.</summary>
    public bool Refuses(string reason) => Interlocked.Exchange(ref refusal, reason) != reason;

    /// <summary>Notes that the log was signed; true when it was refused before.</summary>
    public bool Signs() => Interlocked.Exchange(ref refusal, null) is not null;
}
