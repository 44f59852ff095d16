using Microsoft.Extensions.Options;
using Referrals.Console.Serving;
using Referrals.Console.SignIn.OpenId;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn;

/// <summary>Writes a first sign-in link for everybody who has a credential in the data directory and pages here, once the console listens.</summary>
internal sealed class LinkKeeper(
    SignInLinks links,
    SessionStore sessions,
    IOptions<CredentialOptions> data,
    IOptions<OpenIdOptions> openId,
    CredentialValidator credentials,
    ServiceAddresses addresses,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LinkKeeper> logger) : IHostedService
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write()
    {
        sessions.Sweep(time.GetUtcNow() - KeptAfterEnd);
        if (openId.Value.IsOn)
        {
            links.Withdraw();
            return;
        }

        var directory = Path.Combine(data.Value.Directory, "credentials");
        if (!Directory.Exists(directory))
            return;
        var web = addresses.Own().Web;
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(directory, "*.token"))
        {
            if (credentials.ReadAsync($"Bearer {File.ReadAllText(file).Trim()}").AsTask().GetAwaiter().GetResult() is not { Principal: var principal } || Sections.Of(principal.Role).Count == 0)
                continue;
            links.Provide(principal.Name, web);
            count++;
        }

        logger.LinksWritten(count, links.DirectoryPath);
    }
}
