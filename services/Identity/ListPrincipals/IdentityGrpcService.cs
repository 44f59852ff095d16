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
    public override async Task<ListPrincipalsResponse> ListPrincipals(ListPrincipalsRequest request, ServerCallContext context)
    {
        var caller = context.GetPrincipal();
        var rows = await store.ReadAsync((db, token) => Filter(db, request).ToListAsync(token), context.CancellationToken);
        var page = NamePage<PrincipalRow>.Of(rows.Where(row => ListPrincipalsRules.MaySee(caller, row)), row => row.Name, request.PageSize, request.PageToken);
        return new ListPrincipalsResponse { Principals = { page.Items.Select(row => row.ToMessage()) }, NextPageToken = page.Next };
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
