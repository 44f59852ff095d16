namespace Grpc.Core;

/// <summary>A call that did not end with <see cref="StatusCode.OK"/>; a handler throws it to end its call.</summary>
public class RpcException : Exception
{
    /// <summary>An exception with the status' own text as message.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>An exception with its own message.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>An exception that carries trailers, such as rich error details.</summary>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>An exception with trailers and its own message.</summary>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers of the call; never null.</summary>
    public Metadata Trailers { get; }
}
