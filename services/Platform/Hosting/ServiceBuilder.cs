using Microsoft.Extensions.DependencyInjection;
using Referrals.Platform.Inbox;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Hosting;

/// <summary>What a service declares about itself.</summary>
public sealed class ServiceBuilder<TDb>
    where TDb : ServiceDbContext
{
    private readonly IServiceCollection services;
    private readonly ConsumerRegistry<TDb> registry;

    internal ServiceBuilder(IServiceCollection services, ConsumerRegistry<TDb> registry)
    {
        this.services = services;
        this.registry = registry;
    }

    /// <summary>Adds a consumer of one or more events; one instance serves one batch.</summary>
    public ServiceBuilder<TDb> Consumes<TConsumer>()
        where TConsumer : class
    {
        registry.Add(typeof(TConsumer));
        services.AddScoped<TConsumer>();
        return this;
    }

    /// <summary>For consumers that never read what the same batch wrote: rows are saved once a batch.</summary>
    public ServiceBuilder<TDb> SavesOncePerBatch()
    {
        registry.SavesAfterEach = false;
        return this;
    }
}
