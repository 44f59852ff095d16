using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Referrals.Console.SignIn;
using Referrals.Contracts;
using Referrals.Exchange.Directories;
using Referrals.Exchange.Pages;
using Referrals.Identity.LoadIdentities;
using Referrals.Platform.Clients;
using Referrals.Platform.Hosting;
using Referrals.Routing.LoadPolicy;

namespace Referrals.Exchange;

/// <summary>A running exchange: all services in one process, on one data directory.</summary>
public sealed class ExchangeHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DirectoryLock directoryLock;

    private ExchangeHost(WebApplication app, DirectoryLock directoryLock, string directory, ExchangeFile addresses)
    {
        this.app = app;
        this.directoryLock = directoryLock;
        Directory = directory;
        Addresses = addresses;
    }

    /// <summary>Absolute path of the data directory.</summary>
    public string Directory { get; }

    /// <summary>Where it listens, as <c>exchange.json</c> says.</summary>
    public ExchangeFile Addresses { get; }

    /// <summary>Cancelled when the exchange begins to stop.</summary>
    public CancellationToken Stopping => app.Lifetime.ApplicationStopping;

    /// <summary>A link by which a person signs in to the console, once; the page to sign in where that person has set a passkey or a password.</summary>
    public string SignInLink(string principal) => app.Services.GetRequiredService<SignInLinks>().Find(principal, Addresses.Console) ?? $"{Addresses.Console}/sign-in";

    /// <summary>Starts an exchange and returns when it answers. Throws <see cref="StartRefusedException"/> where it may not.</summary>
    public static async Task<ExchangeHost> StartAsync(ExchangeSettings settings, CancellationToken cancellationToken)
    {
        var directory = Path.GetFullPath(settings.Data);
        var directoryLock = DirectoryLock.Take(directory);
        WebApplication? app = null;
        try
        {
            Ports.RequireFree(settings);
            var clock = DirectoryClock.Of(directory, settings.SimulatedFrom, TimeProvider.System);
            app = ExchangeBuilder.Build(settings, directory, clock);
            await StartListeningAsync(app, settings, cancellationToken);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.Lifetime.ApplicationStopping);
            await app.Services.GetRequiredService<SignInLinks>().Written.WaitAsync(stopping.Token);
            var addresses = AddressesOf(app, clock);
            app.Services.GetRequiredService<ServedAddresses>().Set(addresses);
            addresses.Write(directory);
            return new ExchangeHost(app, directoryLock, directory, addresses);
        }
        catch
        {
            if (app is not null)
            {
                // What had started already is stopped in order.
                await app.StopAsync(CancellationToken.None);
                await app.DisposeAsync();
            }

            directoryLock.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the process was told to stop and has: what is under way is finished or stays in the stores.</summary>
    public async Task WaitForStopAsync(CancellationToken cancellationToken) => await app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        directoryLock.Dispose();
    }

    private static async Task StartListeningAsync(WebApplication app, ExchangeSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartRefusedException("a port is in use; choose others with --port N and --grpc-port N, or any free one with 0", exception);
        }
        catch (Exception exception) when (exception is OptionsValidationException or IdentitiesFileException or InvalidPolicyException)
        {
            throw new StartRefusedException(exception.Message, exception);
        }
    }

    private static ExchangeFile AddressesOf(WebApplication app, DirectoryClock clock)
    {
        var (web, grpc) = app.Services.GetRequiredService<ServiceAddresses>().Own();
        return new ExchangeFile
        {
            Pid = Environment.ProcessId,
            Web = web,
            Console = web,
            Grpc = Topology.Services.ToDictionary(service => service, _ => grpc),
            SimulatedClock = clock.Simulated,
        };
    }
}
