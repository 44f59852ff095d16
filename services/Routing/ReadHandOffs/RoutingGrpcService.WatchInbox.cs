using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.ReadHandOffs;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    private const int ChangesAtOnce = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AliveEvery = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Changes of a team's inbox are numbered in the transaction that makes them, under a lock of the team's number, so none
    /// appears behind a number that a watch has passed, whichever instance made it.
    /// </summary>
    public override async Task WatchInbox(V1.WatchInboxRequest request, IServerStreamWriter<V1.WatchInboxResponse> responseStream, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var cancellationToken = context.CancellationToken;
        var last = await store.ReadAsync((db, token) => LastChangeAsync(db, principal.Team!, token), cancellationToken);
        var position = request.WatchToken.Length > 0 ? ReadWatchToken(request.WatchToken, last) : last;
        var quietSince = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            var changes = await ReadChangesAsync(principal, position, cancellationToken);
            foreach (var (handOff, number) in changes)
            {
                position = number;
                await responseStream.WriteAsync(new V1.WatchInboxResponse { HandOff = handOff, WatchToken = WatchToken(number) }, cancellationToken);
                quietSince = time.GetTimestamp();
            }

            if (time.GetElapsedTime(quietSince) >= AliveEvery)
            {
                await responseStream.WriteAsync(new V1.WatchInboxResponse { Alive = true, WatchToken = WatchToken(position) }, cancellationToken);
                quietSince = time.GetTimestamp();
            }

            if (changes.Count < ChangesAtOnce)
                await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    private Task<List<(V1.HandOff HandOff, long Number)>> ReadChangesAsync(Principal principal, long position, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        return store.ReadAsync(
            async (db, token) =>
            {
                var rows = await db.HandOffs
                    .Where(handOff => handOff.TeamId == principal.Team && handOff.ChangeNumber > position)
                    .OrderBy(handOff => handOff.ChangeNumber)
                    .Take(ChangesAtOnce)
                    .ToListAsync(token);
                var shown = await HandOffView.ReadAsync(db, rows, policies.InForce(now), principal, now, token);
                return shown.Zip(rows, (handOff, row) => (handOff, row.ChangeNumber)).ToList();
            },
            cancellationToken);
    }

    private static string WatchToken(long number) => PageToken.WriteText(number.ToString(CultureInfo.InvariantCulture));

    private static long ReadWatchToken(string token, long last)
    {
        if (!long.TryParse(PageToken.ReadText(token), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new RefusedException(Refusal.Invalid("watchToken", "must be the token of a page or an earlier message", "PAGE_TOKEN_INVALID"));
        return number <= last ? number : throw new RefusedException(new Refusal(StatusCode.OutOfRange, "WATCH_TOKEN_TOO_OLD", "the token is of another store; list the inbox again"));
    }
}
