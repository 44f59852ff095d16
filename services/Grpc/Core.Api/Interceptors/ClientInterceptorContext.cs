namespace Grpc.Core.Interceptors;

/// <summary>The outgoing call that an interceptor sees.</summary>
public readonly struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>A context for a call of the method.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method called.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The authority to call instead of the channel's; null for the channel's.</summary>
    public string? Host { get; }

    /// <summary>The call's options.</summary>
    public CallOptions Options { get; }
}
