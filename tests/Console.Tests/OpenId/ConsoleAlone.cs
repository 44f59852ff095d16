using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;
using Referrals.Testing;

namespace Referrals.Console.Tests.OpenId;

/// <summary>The console without its neighbours, which knows an officer and a service and asks a provider who somebody is.</summary>
internal sealed class ConsoleAlone : IAsyncDisposable
{
    public const string ClientId = "referrals-console";
    public const string Secret = "a secret: of + signs";
    private readonly TempDirectory directory = new();
    private readonly WebApplication app;

    private readonly FakeService identity;

    private ConsoleAlone(string issuer, int port, IdentityAlone identity, FakeService neighbour)
    {
        (Identity, this.identity) = (identity, neighbour);
        var data = new CredentialOptions { Directory = directory.Path };
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Directory.CreateDirectory(directory.File("keys"));
        Directory.CreateDirectory(directory.File("credentials"));
        File.WriteAllText(data.PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
        foreach (var principal in (Principal[])[Callers.Officer("okoro", "ph"), Callers.Service("matching"), Callers.Service("console")])
            File.WriteAllText(data.CredentialFile(principal.Name), CredentialToken.Issue(principal, key, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1)));
        File.WriteAllText(directory.File("client-secret"), Secret);
        var builder = ServiceProcess.CreateBuilder([.. new Dictionary<string, string>
        {
            ["Storage:Provider"] = "sqlite",
            ["Storage:Directory"] = directory.File("store"),
            ["Bus:Provider"] = "embedded",
            ["Data:Directory"] = directory.Path,
            ["Listen:Grpc"] = "0",
            ["Listen:Web"] = $"{port}",
            ["Services:identity"] = neighbour.Address,
            ["OpenId:Issuer"] = issuer,
            ["OpenId:ClientId"] = ClientId,
            ["OpenId:ClientSecretFile"] = directory.File("client-secret"),
        }.Select(entry => $"--{entry.Key}={entry.Value}")]);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddConsole();
        app = builder.Build();
        app.MapReferralsPlatform();
        app.MapConsole();
    }

    /// <summary>Whom it tells of sign-ins.</summary>
    public IdentityAlone Identity { get; }

    public Uri Web => new(app.Services.GetRequiredService<ServiceAddresses>().Own().Web);

    /// <summary>Where the links of those who sign in by link would be.</summary>
    public string LinkDirectory => directory.File("sign-in");

    public static async Task<ConsoleAlone> StartAsync(string issuer, int port = 0)
    {
        var identity = new IdentityAlone();
        var console = new ConsoleAlone(issuer, port, identity, await FakeService.StartAsync(identity, new GrantsAlone()));
        await console.app.StartAsync();
        return console;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await identity.DisposeAsync();
        directory.Dispose();
    }
}
