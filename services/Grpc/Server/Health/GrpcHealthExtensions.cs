using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Referrals.Grpc;

/// <summary>Serves <c>grpc.health.v1</c> over the application's health checks.</summary>
public static class GrpcHealthExtensions
{
    /// <summary>
    /// Adds the service. The empty name asks for all health checks, any other name for those that carry it as a tag.
    /// </summary>
    public static IServiceCollection AddGrpcHealth(this IServiceCollection services, Action<GrpcHealthOptions>? configure = null)
    {
        services.AddGrpc();
        services.AddHealthChecks();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SharedHealthReport>();
        services.AddOptions<GrpcHealthOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(options => options.WatchInterval > TimeSpan.Zero, "The watch interval must be positive.")
            .Validate(options => options.ReportAge >= TimeSpan.Zero, "The report age cannot be negative.")
            .ValidateOnStart();
        return services;
    }

    /// <summary>Maps the service. Probes rarely hold credentials, so the caller decides about authorization.</summary>
    public static GrpcServiceEndpointConventionBuilder MapGrpcHealth(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<HealthGrpcService>();
}
