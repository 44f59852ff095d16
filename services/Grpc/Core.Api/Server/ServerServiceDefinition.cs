namespace Grpc.Core;

/// <summary>A service's methods with their handlers, ready to be bound to a server.</summary>
public class ServerServiceDefinition
{
    private readonly Action<ServiceBinderBase>[] _bindings;

    private ServerServiceDefinition(Action<ServiceBinderBase>[] bindings) => _bindings = bindings;

    /// <summary>Starts an empty definition.</summary>
    public static Builder CreateBuilder() => new();

    /// <summary>Hands every method to the binder, in the order they were added.</summary>
    public void BindService(ServiceBinderBase serviceBinder)
    {
        foreach (var bind in _bindings)
            bind(serviceBinder);
    }

    /// <summary>Collects methods; a name may be added once.</summary>
    public class Builder
    {
        private readonly HashSet<string> _names = [];
        private readonly List<Action<ServiceBinderBase>> _bindings = [];

        /// <summary>Adds a unary method.</summary>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a client streaming method.</summary>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a server streaming method.</summary>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        /// <summary>Adds a duplex streaming method.</summary>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method, binder => binder.AddMethod(method, handler));

        /// <summary>The definition of what was added so far.</summary>
        public ServerServiceDefinition Build() => new([.. _bindings]);

        private Builder Add(IMethod method, Action<ServiceBinderBase> bind)
        {
            if (!_names.Add(method.FullName))
                throw new ArgumentException($"'{method.FullName}' was added before.", nameof(method));

            _bindings.Add(bind);
            return this;
        }
    }
}
