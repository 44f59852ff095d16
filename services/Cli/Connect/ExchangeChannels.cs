using System.Collections.Concurrent;
using Grpc.Net.Client;

namespace Referrals.Cli.Connect;

/// <summary>One channel for each address that is called.</summary>
internal sealed class ExchangeChannels : IDisposable
{
    private const int MaximumMessageBytes = 16 << 20;
    private readonly ConcurrentDictionary<Uri, GrpcChannel> channels = new();

    public GrpcChannel To(Uri address) => channels.GetOrAdd(address, Open);

    /// <summary>A channel with connections of its own, for calls that must not share any with others.</summary>
    public static GrpcChannel Open(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        MaxReceiveMessageSize = MaximumMessageBytes,
        HttpHandler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });

    public void Dispose()
    {
        foreach (var channel in channels.Values)
            channel.Dispose();
    }
}
