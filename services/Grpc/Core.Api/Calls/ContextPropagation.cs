namespace Grpc.Core;

/// <summary>What a call made by a handler takes over from the call that it serves.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Chooses what is taken over.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the deadline is.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether cancellation is.</summary>
    public bool IsPropagateCancellation { get; }
}

/// <summary>Stands for the call being served; only a gRPC implementation makes one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
