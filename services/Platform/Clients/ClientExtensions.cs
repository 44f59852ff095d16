using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Referrals.Platform.Clients;

/// <summary>Clients of other services: a credential of the calling service, a deadline and retries on every call.</summary>
public static class ClientExtensions
{
    /// <summary>Adds a generated client of a service, called as <c>service/{caller}</c>.</summary>
    public static IServiceCollection AddReferralsClient<TClient>(this IServiceCollection services, string caller, string service, Func<CallInvoker, TClient> create)
        where TClient : ClientBase<TClient>
    {
        services.TryAddSingleton(provider => create(provider.GetRequiredService<ServiceChannels>().Invoker(caller, service)));
        return services;
    }

    internal static IServiceCollection AddReferralsClients(this IServiceCollection services)
    {
        services.AddSingleton<ServiceAddresses>();
        services.AddSingleton<ServiceChannels>();
        return services;
    }
}
