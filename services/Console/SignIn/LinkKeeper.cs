using Grpc.Core;
using Microsoft.Extensions.Options;
using Referrals.Console.Serving;
using Referrals.Console.SignIn.Accounts;
using Referrals.Console.SignIn.OpenId;
using Referrals.Identity.V1;
using Referrals.Platform.Clients;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn;

/// <summary>
/// Keeps a first sign-in link for everybody who has a credential in the data directory, pages here, and nothing else to sign in with; and
/// ends the sessions of those whom an operator reset.
/// </summary>
internal sealed class LinkKeeper(
    SignInLinks links,
    SessionStore sessions,
    AccountCalls accounts,
    IOptions<CredentialOptions> data,
    IOptions<OpenIdOptions> openId,
    CredentialValidator credentials,
    ServiceAddresses addresses,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LinkKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(2);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, DateTimeOffset> resets = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listens = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        sessions.Sweep(time.GetUtcNow() - KeptAfterEnd);
        if (openId.Value.IsOn)
        {
            links.Withdraw();
            links.MarkWritten();
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        do
            await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await accounts.ListAsync(cancellationToken);
            var count = await WriteAsync([.. known.Where(account => account.HasFactor()).Select(account => account.Principal)]);
            foreach (var account in known)
                EndReset(account);
            if (!links.Written.IsCompleted)
                logger.LinksWritten(count, links.DirectoryPath);
            links.MarkWritten();
        }
        catch (RpcException exception)
        {
            // So ends a call too that is under way when the process stops.
            if (!cancellationToken.IsCancellationRequested)
                logger.LinksWait(exception.StatusCode.ToString());
        }
        catch (IOException)
        {
            // A file was being written or taken away; the next look sees what became of it.
        }
    }

    /// <summary>How many people have a link.</summary>
    private async Task<int> WriteAsync(HashSet<string> otherwise)
    {
        var directory = Path.Combine(data.Value.Directory, "credentials");
        if (!Directory.Exists(directory))
            return 0;
        var web = addresses.Own().Web;
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(directory, "*.token"))
        {
            if (await credentials.ReadAsync($"Bearer {(await File.ReadAllTextAsync(file)).Trim()}") is not { Principal: var principal } || Sections.Of(principal.Role).Count == 0)
                continue;
            if (otherwise.Contains(principal.Name))
            {
                links.Withdraw(principal.Name);
                continue;
            }

            // A console that starts takes the links over; from then on it leaves another's as they are.
            if (!links.Written.IsCompleted || !links.Has(principal.Name))
                links.Provide(principal.Name, web);
            count++;
        }

        return count;
    }

    private void EndReset(Account account)
    {
        if (account.ResetAt?.ToDateTimeOffset() is not { } at || resets.GetValueOrDefault(account.Principal) >= at)
            return;
        var ended = sessions.End(session => session.Principal == account.Principal && session.SignedInAt < at);
        if (ended > 0)
            logger.SessionsEnded(ended, account.Principal);
        resets[account.Principal] = at;
    }
}
