using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Routing.HandOffs;
using Referrals.Routing.ReadHandOffs;
using Referrals.Routing.Storage;

namespace Referrals.Routing;

internal sealed partial class RoutingGrpcService
{
    public override async Task<V1.ListCaseHandOffsResponse> ListCaseHandOffs(V1.ListCaseHandOffsRequest request, ServerCallContext context)
    {
        var principal = context.GetPrincipal();
        var size = PageSizes.Of(request.PageSize, 100);
        var skip = PageToken.Read(request.PageToken);
        var now = clock.Now;
        return await store.ReadAsync(
            async (db, token) =>
            {
                var row = await ReadCaseAsync(db, principal, request.CountryCase, token);
                var rows = await db.HandOffs
                    .Where(handOff => handOff.CountryCase == row.CountryCase)
                    .OrderBy(handOff => handOff.OfferedAt)
                    .ThenBy(handOff => handOff.HandOffId)
                    .Skip(skip)
                    .Take(size + 1)
                    .ToListAsync(token);
                var response = new V1.ListCaseHandOffsResponse
                {
                    Custodian = row.Custodian,
                    NextPageToken = rows.Count > size ? PageToken.Write(skip + size) : "",
                };
                response.HandOffs.AddRange(await HandOffView.ReadAsync(db, [.. rows.Take(size)], policies.InForce(now), principal, now, token));
                return response;
            },
            context.CancellationToken);
    }

    /// <summary>A country case for an officer of its desk, or anybody who sees all.</summary>
    private static async Task<CountryCaseRow> ReadCaseAsync(RoutingDbContext db, Principal principal, string countryCase, CancellationToken cancellationToken)
    {
        if (countryCase.Length == 0)
            throw new RefusedException(Refusal.Invalid("countryCase", "is required", "REQUIRED"));
        var row = await db.CountryCases.AsNoTracking().SingleOrDefaultAsync(row => row.CountryCase == countryCase, cancellationToken);
        var standing = row is null ? Standing.None : HandOffAccess.StandingOf(principal, row.Desk);
        return principal.Check(Right.SeeCase, standing, "country case") is { } refusal ? throw new RefusedException(refusal) : row!;
    }
}
