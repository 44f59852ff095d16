using Grpc.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;

namespace Referrals.Platform.Clients;

/// <summary>
/// Where each service answers gRPC: as configured (<c>Services:intake</c>), or else in this process.
/// Asked when a call is made, since a port that was left to the system is known only after the start.
/// </summary>
public sealed class ServiceAddresses(IConfiguration configuration, IServer server)
{
    /// <summary>The gRPC address of a service.</summary>
    public Uri Of(string service) => new(configuration[$"Services:{service}"] ?? Own().Grpc);

    /// <summary>
    /// The addresses that this process listens on; the web listener is bound before the gRPC one. Until then it is
    /// unavailable, as another process would be: a backlog is taken up while the listeners are still being bound.
    /// Where people reach the web listener otherwise, <c>Listen:PublicWeb</c> says how.
    /// </summary>
    public (string Web, string Grpc) Own()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses.ToList() ?? [];
        if (addresses.Count != 2)
            throw new RpcException(new Status(StatusCode.Unavailable, "the process is not listening yet"));
        return (configuration["Listen:PublicWeb"]?.TrimEnd('/') ?? Localhost(addresses[0]), Localhost(addresses[1]));
    }

    private static string Localhost(string address) => address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
}
