using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Referrals.Grpc;

/// <summary>Serves <c>grpc.reflection.v1</c> over protobuf descriptors.</summary>
public static class GrpcReflectionExtensions
{
    /// <summary>
    /// Adds the service. It lists the services of the given files and its own, and answers about those files and all they
    /// import. It shows a server's whole interface, so it is for the caller to add it only where that is wanted.
    /// </summary>
    public static IServiceCollection AddGrpcReflection(this IServiceCollection services, params FileDescriptor[] files)
    {
        services.AddGrpc();
        services.AddSingleton(new DescriptorIndex([.. files, ReflectionReflection.Descriptor]));
        return services;
    }

    /// <summary>Maps the service.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcReflection(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<ReflectionGrpcService>();
}
