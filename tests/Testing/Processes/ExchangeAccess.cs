using System.Collections.Concurrent;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Referrals.Platform.Credentials;

namespace Referrals.Testing.Processes;

/// <summary>Calls a running exchange as its users do: addresses from <c>exchange.json</c>, credentials from the data directory.</summary>
public sealed class ExchangeAccess(string directory) : IDisposable
{
    private readonly ConcurrentDictionary<string, GrpcChannel> channels = new();
    private readonly ConcurrentDictionary<string, string> tokens = new();

    /// <summary>Calls a service as a principal by name, such as <c>agency/uk-nca</c>.</summary>
    public CallInvoker Call(string service, string principal) => channels.GetOrAdd(AddressOf(service), GrpcChannel.ForAddress).Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {tokens.GetOrAdd(principal, ReadToken)}");
        return metadata;
    });

    /// <summary>Calls a service as nobody.</summary>
    public CallInvoker Anonymous(string service) => channels.GetOrAdd(AddressOf(service), GrpcChannel.ForAddress).CreateCallInvoker();

    /// <summary>gRPC address of a service.</summary>
    public string AddressOf(string service) => Document().GetProperty("grpc").GetProperty(service).GetString()!;

    /// <summary>Address of the JSON form of the API.</summary>
    public string WebAddress => Document().GetProperty("web").GetString()!;

    public void Dispose()
    {
        foreach (var channel in channels.Values)
            channel.Dispose();
    }

    private JsonElement Document() => JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "exchange.json"))).RootElement;

    private string ReadToken(string principal) => File.ReadAllText(new CredentialOptions { Directory = directory }.CredentialFile(principal)).Trim();
}
