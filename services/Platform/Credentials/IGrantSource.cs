namespace Referrals.Platform.Credentials;

/// <summary>In the process of Identity itself: reads what holds from its store, so that it need not call itself.</summary>
public interface IGrantSource
{
    /// <summary>Principals that changed after a change, oldest first.</summary>
    Task<IReadOnlyList<Grant>> ReadAsync(long afterChange, CancellationToken cancellationToken);
}
