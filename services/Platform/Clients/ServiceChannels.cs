using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;
using Referrals.Platform.Tls;

namespace Referrals.Platform.Clients;

/// <summary>
/// One channel for each service called from this process. A client of another service is made on an invoker that carries the
/// credential of the calling one, since several services may share a process.
/// </summary>
public sealed class ServiceChannels(ServiceAddresses addresses, IOptions<CredentialOptions> credentials, TlsClients tls, TimeProvider time) : IDisposable
{
    private const int MaximumMessageBytes = 64 << 20;

    // A service that was away for long is found again soon after it is back.
    private static readonly TimeSpan LongestReconnect = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, GrpcChannel> channels = new();

    /// <summary>Calls a service under the credential of the calling one.</summary>
    public CallInvoker Invoker(string caller, string service) =>
        new LazyInvoker(() => Channel(service)).Intercept(new OutgoingCalls($"service/{caller}", credentials.Value, time));

    /// <summary>Calls a service without a credential: whoever calls adds that of the person it calls for.</summary>
    public CallInvoker Invoker(string service) => new LazyInvoker(() => Channel(service));

    public void Dispose()
    {
        foreach (var channel in channels.Values)
            channel.Dispose();
    }

    private GrpcChannel Channel(string service) => channels.GetOrAdd(service, name => GrpcChannel.ForAddress(addresses.Of(name), new GrpcChannelOptions
    {
        MaxReceiveMessageSize = MaximumMessageBytes,
        HttpHandler = Handler(),
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(250),
        MaxReconnectBackoff = LongestReconnect,
    }));

    private SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, ConnectTimeout = TimeSpan.FromSeconds(5) };
        if (tls.Options() is { } options)
            handler.SslOptions = options;
        return handler;
    }
}
