namespace Grpc.Core;

/// <summary>A way to a service, with the connections behind it.</summary>
public abstract class ChannelBase
{
    /// <summary>A channel to an address.</summary>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>The address.</summary>
    public string Target { get; }

    /// <summary>An invoker that calls over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Closes the channel; calls under way are cancelled.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>See <see cref="ShutdownAsync"/>; does nothing unless overridden.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
