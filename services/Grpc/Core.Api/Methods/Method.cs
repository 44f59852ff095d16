using System.Diagnostics;

namespace Grpc.Core;

/// <summary>Which sides of a call stream.</summary>
public enum MethodType
{
    /// <summary>One request, one response.</summary>
    Unary,

    /// <summary>Many requests, one response.</summary>
    ClientStreaming,

    /// <summary>One request, many responses.</summary>
    ServerStreaming,

    /// <summary>Many of both, independent of each other.</summary>
    DuplexStreaming,
}

/// <summary>A method without its message types.</summary>
public interface IMethod
{
    /// <summary>Which sides stream.</summary>
    MethodType Type { get; }

    /// <summary>The service's full name, without slashes.</summary>
    string ServiceName { get; }

    /// <summary>The method's name in its service.</summary>
    string Name { get; }

    /// <summary>The HTTP/2 path: <c>/service/method</c>.</summary>
    string FullName { get; }
}

/// <summary>A method of a service, as client and server both know it.</summary>
[DebuggerDisplay("{FullName}, Type = {Type}")]
public class Method<TRequest, TResponse> : IMethod
{
    /// <summary>Describes a method by its names and how its messages become bytes.</summary>
    public Method(
        MethodType type,
        string serviceName,
        string name,
        Marshaller<TRequest> requestMarshaller,
        Marshaller<TResponse> responseMarshaller)
    {
        ArgumentNullException.ThrowIfNull(serviceName);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(requestMarshaller);
        ArgumentNullException.ThrowIfNull(responseMarshaller);
        Type = type;
        ServiceName = serviceName;
        Name = name;
        RequestMarshaller = requestMarshaller;
        ResponseMarshaller = responseMarshaller;
        FullName = $"/{serviceName}/{name}";
    }

    /// <inheritdoc/>
    public MethodType Type { get; }

    /// <inheritdoc/>
    public string ServiceName { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string FullName { get; }

    /// <summary>How requests become bytes and back.</summary>
    public Marshaller<TRequest> RequestMarshaller { get; }

    /// <summary>How responses become bytes and back.</summary>
    public Marshaller<TResponse> ResponseMarshaller { get; }
}
