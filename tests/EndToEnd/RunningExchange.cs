using Referrals.Exchange;
using Referrals.Testing;
using Referrals.Testing.Processes;

namespace Referrals.EndToEnd;

/// <summary>The whole exchange in this process, on embedded storage, called as its users call it.</summary>
public sealed class RunningExchange : IAsyncLifetime, IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private ExchangeHost? host;
    private ExchangeAccess? access;

    public string DataDirectory => directory.Path;

    public ExchangeAccess Access => access ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync()
    {
        host = await ExchangeHost.StartAsync(Settings(directory.Path), CancellationToken.None);
        access = new ExchangeAccess(directory.Path);
    }

    public async ValueTask DisposeAsync()
    {
        access?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        directory.Dispose();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public static ExchangeSettings Settings(string data) => new() { Data = data, WebPort = 0, GrpcPort = 0, IsQuiet = true };
}
