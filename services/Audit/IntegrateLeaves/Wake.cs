namespace Referrals.Audit.IntegrateLeaves;

/// <summary>Wakes one waiter; several wakes before it waits are one.</summary>
internal sealed class Wake : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly Lock gate = new();

    public void Up()
    {
        lock (gate)
        {
            if (signal.CurrentCount == 0)
                signal.Release();
        }
    }

    /// <summary>Waits for a wake, but no longer than this.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => signal.Dispose();
}
