using Grpc.Core.Interceptors;

namespace Grpc.Core;

/// <summary>What every generated client is.</summary>
public abstract class ClientBase
{
    /// <summary>A client without a channel, for mocks: every call throws.</summary>
    protected ClientBase()
        : this(new UnimplementedCallInvoker())
    {
    }

    /// <summary>A client with another's configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        CallInvoker = configuration.CreateInvoker();
    }

    /// <summary>A client over a channel.</summary>
    public ClientBase(ChannelBase channel)
        : this(Invoker(channel))
    {
    }

    /// <summary>A client over an invoker.</summary>
    public ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker, null))
    {
    }

    /// <summary>Makes the calls.</summary>
    protected CallInvoker CallInvoker { get; }

    internal ClientBaseConfiguration Configuration { get; }

    private static CallInvoker Invoker(ChannelBase channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.CreateCallInvoker();
    }

    /// <summary>Where a client calls; generated code passes it on unseen.</summary>
    protected internal class ClientBaseConfiguration
    {
        private readonly CallInvoker _invoker;
        private readonly string? _host;

        internal ClientBaseConfiguration(CallInvoker invoker, string? host)
        {
            ArgumentNullException.ThrowIfNull(invoker);
            _invoker = invoker;
            _host = host;
        }

        internal CallInvoker CreateInvoker() =>
            _invoker.Intercept(new RewritingInterceptor((_, options) => (_host, options)));

        internal ClientBaseConfiguration WithHost(string host)
        {
            ArgumentNullException.ThrowIfNull(host);
            return new ClientBaseConfiguration(_invoker, host);
        }
    }
}

/// <summary>A generated client that can copy itself.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>A client without a channel, for mocks: every call throws.</summary>
    protected ClientBase()
    {
    }

    /// <summary>A client with another's configuration.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>A client over a channel.</summary>
    public ClientBase(ChannelBase channel)
        : base(channel)
    {
    }

    /// <summary>A client over an invoker.</summary>
    public ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>A client that calls this authority over the same channel.</summary>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>A client of the same type with the configuration.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
