using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Identity.V1;
using Referrals.Platform.Clients;
using Referrals.Platform.Hosting;

namespace Referrals.Platform.Credentials;

/// <summary>
/// Keeps this process's copy of the grants: in the process of Identity from its store, elsewhere by <c>WatchGrants</c>. Without
/// either (a service that runs alone, in a test) credentials are taken at their word.
/// </summary>
internal sealed class GrantWatch(
    GrantBook book,
    GrantFile file,
    IEnumerable<IGrantSource> sources,
    ServiceChannels channels,
    IEnumerable<IServiceHost> hosts,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<GrantWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    // Identity says every second that it is there; a connection that is quiet for longer is dead, and what it did not bring must still
    // count within five seconds.
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(3);
    private readonly IGrantSource? own = sources.FirstOrDefault();
    private readonly bool watches = configuration["Services:identity"] is not null;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (own is null && watches)
        {
            book.Await();
            if (await file.ReadAsync(cancellationToken) is { } kept)
            {
                book.Apply(kept);
                book.Complete();
            }
        }
        else if (own is not null)
        {
            book.Apply(await own.ReadAsync(0, cancellationToken));
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && (own is not null || watches))
        {
            try
            {
                if (own is not null)
                    book.Apply(await own.ReadAsync(book.Change, stoppingToken));
                else
                    await WatchAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is RpcException or OperationCanceledException || Unavailability.Is(exception))
            {
                // While it stops, the call that it ends fails too.
                if (!stoppingToken.IsCancellationRequested)
                    logger.GrantsWait(exception.GetType().Name);
            }

            await Task.Delay(LookEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var silence = new CancellationTokenSource(DeadAfter, time);
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        var identity = new IdentityService.IdentityServiceClient(channels.Invoker(hosts.FirstOrDefault()?.Name ?? "console", "identity"));

        // From the beginning each time, and all that comes first takes the place of what is known: a store that was put back from a backup
        // has other numbers.
        using var call = identity.WatchGrants(new WatchGrantsRequest(), cancellationToken: quiet.Token);
        var pending = new List<Grant>();
        Action<IReadOnlyList<Grant>> takeOver = book.Replace;
        await foreach (var message in call.ResponseStream.ReadAllAsync(quiet.Token))
        {
            silence.CancelAfter(DeadAfter);
            if (!message.CaughtUp)
            {
                pending.Add(message.ToGrant());
                continue;
            }

            if (pending.Count > 0)
            {
                takeOver(pending);
                takeOver = book.Apply;
                pending.Clear();
                file.Write(book.Grants);
            }

            book.Complete();
        }
    }
}
