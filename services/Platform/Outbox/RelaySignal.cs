using Referrals.Platform.Storage;

namespace Referrals.Platform.Outbox;

/// <summary>Wakes the relay of a service when a transaction of this process has committed; several wakes are one.</summary>
public sealed class RelaySignal<TDb>
    where TDb : ServiceDbContext
{
    private readonly Lock gate = new();
    private TaskCompletionSource signal = New();

    public void Wake()
    {
        TaskCompletionSource completed;
        lock (gate)
        {
            completed = signal;
            signal = New();
        }

        completed.TrySetResult();
    }

    /// <summary>Taken before looking for work, awaited after finding none: no wake in between is missed.</summary>
    public Task Next()
    {
        lock (gate)
            return signal.Task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
