using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.Routing.Deconflict;
using Referrals.Routing.HandOffs;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override async Task<V1.ListDeconflictionsResponse> ListDeconflictions(V1.ListDeconflictionsRequest request, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var size = PageSizes.Of(request.PageSize, 100);
        var skip = PageToken.Read(request.PageToken);
        var desks = principal.Desks.SelectMany(desk => new[] { desk, CustodyRules.Desk(desk) }).ToList();
        return await store.ReadAsync(
            async (db, token) =>
            {
                var rows = await db.Deconflictions
                    .Where(row => request.WithReleased || row.State != DeconflictionState.Released)
                    .Where(row => request.CountryCase == "" || row.CountryCase == request.CountryCase)
                    .Where(row => principal.Role == Role.Team
                        ? row.TeamId == principal.Team
                        : db.CountryCases.Any(known => known.CountryCase == row.CountryCase && desks.Contains(known.Desk)))
                    .OrderBy(row => row.OpenedAt)
                    .ThenBy(row => row.DeconflictionId)
                    .Skip(skip)
                    .Take(size + 1)
                    .ToListAsync(token);
                var response = new V1.ListDeconflictionsResponse { NextPageToken = rows.Count > size ? PageToken.Write(skip + size) : "" };
                response.Deconflictions.AddRange(rows.Take(size).Select(Deconflictions.Show));
                return response;
            },
            context.CancellationToken);
    }

    public override Task<V1.ReleaseDeconflictionResponse> ReleaseDeconfliction(V1.ReleaseDeconflictionRequest request, ServerCallContext context) =>
        commands.RunAsync<V1.ReleaseDeconflictionRequest, V1.ReleaseDeconflictionResponse>(
            request, context, (work, principal, token) => ReleaseAsync(work, principal, request, token));

    private async Task<Result<V1.ReleaseDeconflictionResponse>> ReleaseAsync(
        Work<RoutingDbContext> work, Principal principal, V1.ReleaseDeconflictionRequest request, CancellationToken cancellationToken)
    {
        if (request.DeconflictionId.Length == 0)
            return Refusal.Invalid("deconflictionId", "is required", "REQUIRED");
        var found = await work.Db.Deconflictions.AsNoTracking().SingleOrDefaultAsync(row => row.DeconflictionId == request.DeconflictionId, cancellationToken);
        if (found is null)
            return Refusal.Denied("deconfliction");
        var entered = await HandOffAccess.EnterAsync(work, policies, principal, found.HandOffId, cancellationToken);
        if (entered.IsRefused)
            return Refusal.Denied("deconfliction");

        // Read again under the lock of its case.
        var row = await work.Db.Deconflictions.SingleAsync(row => row.DeconflictionId == request.DeconflictionId, cancellationToken);
        if (row.HandOffId != found.HandOffId)
            return Refusal.Aborted("TRY_AGAIN", "the case has been passed on meanwhile; try again");
        if (DeconflictionRules.Release(row.State, row.ReleaseBy, principal.Role, work.Now) is { } refusal)
            return refusal;
        var routed = entered.Value.Routed;
        Deconflictions.Enter(routed, row, DeconflictionState.Released);
        await routed.SaveAsync(cancellationToken);
        return new V1.ReleaseDeconflictionResponse { Deconfliction = Deconflictions.Show(row) };
    }
}
