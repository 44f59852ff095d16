namespace Grpc.Core;

/// <summary>What a channel's connection is doing.</summary>
public enum ConnectivityState
{
    /// <summary>Not connected, and nobody asked for it.</summary>
    Idle,

    /// <summary>Connecting.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Failed, and will try again.</summary>
    TransientFailure,

    /// <summary>Closed for good.</summary>
    Shutdown,
}
