namespace Grpc.Core;

/// <summary>What the four call types share: delegates into the call, with the object they work on.</summary>
internal readonly struct AsyncCallState
{
    private readonly Func<object, Task<Metadata>> _headers;
    private readonly Func<object, Status> _status;
    private readonly Func<object, Metadata> _trailers;
    private readonly Action<object> _dispose;
    private readonly object _state;

    public AsyncCallState(
        Func<object, Task<Metadata>> headers,
        Func<object, Status> status,
        Func<object, Metadata> trailers,
        Action<object> dispose,
        object state)
    {
        _headers = headers;
        _status = status;
        _trailers = trailers;
        _dispose = dispose;
        _state = state;
    }

    public AsyncCallState(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => headers, _ => status(), _ => trailers(), _ => dispose(), headers)
    {
    }

    public Task<Metadata> ResponseHeadersAsync => _headers(_state);

    public Status GetStatus() => _status(_state);

    public Metadata GetTrailers() => _trailers(_state);

    public void Dispose() => _dispose(_state);
}
