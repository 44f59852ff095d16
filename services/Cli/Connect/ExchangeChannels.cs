using System.Collections.Concurrent;
using Grpc.Net.Client;

namespace Referrals.Cli.Connect;

/// <summary>One channel for each address that is called, and for each principal that has a certificate of its own.</summary>
internal sealed class ExchangeChannels(ExchangeTls tls) : IDisposable
{
    private const int MaximumMessageBytes = 16 << 20;
    private readonly ConcurrentDictionary<(Uri Address, string? Principal), GrpcChannel> channels = new();

    public GrpcChannel To(Uri address, string principal) => channels.GetOrAdd((address, tls.HasCertificate(principal) ? principal : null), key => Open(key.Address, key.Principal));

    public void Dispose()
    {
        foreach (var channel in channels.Values)
            channel.Dispose();
    }

    private GrpcChannel Open(Uri address, string? principal) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        MaxReceiveMessageSize = MaximumMessageBytes,
        HttpHandler = tls.Handler(principal),
        DisposeHttpClient = true,
    });
}
