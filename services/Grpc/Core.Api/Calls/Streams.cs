namespace Grpc.Core;

/// <summary>Reads a stream of messages, one read at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> read.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false at the end of the stream.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Writes a stream of messages, one write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null for the default.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; done when the transport took it.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message, and gives up with the token. A writer that cannot give up refuses a real token.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            throw new NotSupportedException("This stream writer cannot cancel a write.");

        return WriteAsync(message);
    }
}

/// <summary>The client's stream of requests.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that no request follows.</summary>
    Task CompleteAsync();
}

/// <summary>The server's stream of responses; it ends when the handler returns.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>
{
}
