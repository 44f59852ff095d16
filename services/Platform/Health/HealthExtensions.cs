using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Referrals.Grpc;
using Referrals.Platform.Access;
using Referrals.Platform.Credentials;

namespace Referrals.Platform.Health;

internal static class HealthExtensions
{
    private const string Ready = "ready";

    public static void AddReferralsHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<StoresCheck>("stores", tags: [Ready]).AddCheck<PromisesCheck>("promises");
        builder.Services.AddGrpcHealth();
        if (builder.Configuration.GetValue<bool>("Grpc:Reflection"))
            builder.Services.AddGrpcReflection([.. AccessTable.ExchangeServices.Select(service => service.File).Distinct()]);
    }

    /// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: stores and bus can be reached.</summary>
    public static void MapReferralsHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.MapGrpcHealth();
        if (app.Configuration.GetValue<bool>("Grpc:Reflection"))
            app.MapGrpcReflection();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }),
    });
}
