using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Common.V1;
using Referrals.Identity.ListPrincipals;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Identity;

public sealed partial class IdentityGrpcService
{
    private const int UsualPage = 100;
    private const int LargestPage = 1000;

    public override async Task<ListPrincipalsResponse> ListPrincipals(ListPrincipalsRequest request, ServerCallContext context)
    {
        if (request.PageSize < 0)
            throw new RefusedException(Refusal.Invalid("pageSize", "must not be negative", "OUT_OF_RANGE"));
        var size = request.PageSize == 0 ? UsualPage : Math.Min(request.PageSize, LargestPage);
        var after = request.PageToken.Length == 0 ? "" : PageToken.ReadText(request.PageToken);
        var caller = context.GetPrincipal();
        var rows = await store.ReadAsync((db, token) => Filter(db, request).ToListAsync(token), context.CancellationToken);

        // Principals are some hundreds; what a caller may see is decided here and not in SQL.
        var visible = rows
            .Where(row => string.CompareOrdinal(row.Name, after) > 0 && ListPrincipalsRules.MaySee(caller, row))
            .OrderBy(row => row.Name, StringComparer.Ordinal)
            .Take(size + 1)
            .ToList();
        var response = new ListPrincipalsResponse { Principals = { visible.Take(size).Select(row => row.ToMessage()) } };
        if (visible.Count > size)
            response.NextPageToken = PageToken.WriteText(visible[size - 1].Name);
        return response;
    }

    private static IQueryable<PrincipalRow> Filter(IdentityDbContext db, ListPrincipalsRequest request)
    {
        var rows = db.Principals.AsQueryable();
        if (request.Role != Role.Unspecified)
            rows = rows.Where(row => row.Role == request.Role);
        if (request.AgencyId.Length > 0)
            rows = rows.Where(row => row.AgencyId == request.AgencyId);
        if (request.TeamId.Length > 0)
            rows = rows.Where(row => row.TeamId == request.TeamId);
        return rows;
    }
}
