using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    private const int CountedTo = 10_000;
    private static readonly HandOffState[] ActiveStates = [HandOffState.Offered, HandOffState.Acknowledged, HandOffState.InProgress];

    public override async Task<V1.ListInboxResponse> ListInbox(V1.ListInboxRequest request, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var size = PageSizes.Of(request.PageSize, 25);
        var skip = PageToken.Read(request.PageToken);
        var now = clock.Now;
        return await store.ReadAsync(
            async (db, token) =>
            {
                // The watch goes on from before the page was read: what changes meanwhile comes again rather than never.
                var watchToken = PageToken.WriteText((await LastChangeAsync(db, principal.Team!, token)).ToString(CultureInfo.InvariantCulture));
                var matching = Inbox(db, request, principal.Team!, now);
                var rows = await matching
                    .OrderBy(handOff => handOff.State == HandOffState.Offered ? 0 : handOff.DueAt != null ? 1 : 2)
                    .ThenBy(handOff => handOff.DueAt)
                    .ThenByDescending(handOff => handOff.HandOffId)
                    .Skip(skip)
                    .Take(size + 1)
                    .ToListAsync(token);
                var response = new V1.ListInboxResponse
                {
                    TotalSize = await matching.OrderBy(handOff => handOff.HandOffId).Take(CountedTo).CountAsync(token),
                    WatchToken = watchToken,
                    NextPageToken = rows.Count > size ? PageToken.Write(skip + size) : "",
                };
                response.HandOffs.AddRange(await HandOffView.ReadAsync(db, [.. rows.Take(size)], policies.InForce(now), principal, now, token));
                return response;
            },
            context.CancellationToken);
    }

    private static IQueryable<HandOffRow> Inbox(RoutingDbContext db, V1.ListInboxRequest request, string team, DateTimeOffset now)
    {
        HandOffState[] states = request.States.Count > 0 ? [.. request.States] : ActiveStates;
        var matching = db.HandOffs.Where(handOff => handOff.TeamId == team && states.Contains(handOff.State));
        if (request.Roles.Count > 0)
        {
            HandOffRole[] roles = [.. request.Roles];
            matching = matching.Where(handOff => roles.Contains(handOff.Role));
        }

        return request.Overdue
            ? matching.Where(handOff => handOff.FeedbackOverdue || handOff.FeedbackDueAt <= now || (handOff.DueAt != null && handOff.TaskDueAt <= now))
            : matching;
    }

    private static async Task<long> LastChangeAsync(RoutingDbContext db, string team, CancellationToken cancellationToken) =>
        await db.HandOffs.Where(handOff => handOff.TeamId == team).MaxAsync(handOff => (long?)handOff.ChangeNumber, cancellationToken) ?? 0;
}
