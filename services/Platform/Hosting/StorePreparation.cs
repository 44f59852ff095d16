using Microsoft.Extensions.Hosting;

namespace Referrals.Platform.Hosting;

/// <summary>Prepares the stores of this process before anything else starts, and waits for a database that is away.</summary>
internal sealed class StorePreparation(IEnumerable<IServiceHost> services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services)
            await service.PrepareAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
