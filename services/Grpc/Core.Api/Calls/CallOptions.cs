namespace Grpc.Core;

/// <summary>What a client sets for one call. Each <c>With</c> method returns a changed copy.</summary>
public readonly struct CallOptions
{
    /// <summary>Options with the given values; what is left out has no effect.</summary>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        WriteOptions = writeOptions;
        PropagationToken = propagationToken;
        Credentials = credentials;
    }

    /// <summary>Sent ahead of the messages.</summary>
    public Metadata? Headers { get; private init; }

    /// <summary>When to stop waiting, in UTC; null to wait without end.</summary>
    public DateTime? Deadline { get; private init; }

    /// <summary>Gives the call up.</summary>
    public CancellationToken CancellationToken { get; private init; }

    /// <summary>How messages are written.</summary>
    public WriteOptions? WriteOptions { get; private init; }

    /// <summary>The served call that this one is part of.</summary>
    public ContextPropagationToken? PropagationToken { get; private init; }

    /// <summary>Credentials for this call beside the channel's.</summary>
    public CallCredentials? Credentials { get; private init; }

    /// <summary>Whether the call waits for a connection instead of failing at once.</summary>
    public bool IsWaitForReady { get; private init; }

    /// <summary>With other headers.</summary>
    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>With another deadline, in UTC.</summary>
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>With another cancellation token.</summary>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    /// <summary>With other write options.</summary>
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>With another propagation token.</summary>
    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken) =>
        this with { PropagationToken = propagationToken };

    /// <summary>With other credentials.</summary>
    public CallOptions WithCredentials(CallCredentials credentials) => this with { Credentials = credentials };

    /// <summary>Waiting for a connection, or not.</summary>
    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
