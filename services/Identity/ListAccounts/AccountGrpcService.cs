using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.ListPrincipals;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    public override async Task<GetAccountResponse> GetAccount(GetAccountRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        if (PrincipalNames.Parse(request.Principal) is null)
            throw new RefusedException(AccountRows.MalformedPrincipal);
        var account = await store.ReadAsync(
            async (db, token) => await db.Accounts.FirstOrDefaultAsync(row => row.Principal == request.Principal, token) is { } row
                ? await AccountRows.DescribeAsync(db, row, token)
                : await db.Principals.AnyAsync(row => row.Name == request.Principal, token) ? new Account { Principal = request.Principal } : null,
            context.CancellationToken);
        return new GetAccountResponse { Account = account ?? throw new RefusedException(Refusal.NotFound("principal")) };
    }

    public override async Task<ListAccountsResponse> ListAccounts(ListAccountsRequest request, ServerCallContext context)
    {
        var (rows, passkeys, codes) = await store.ReadAsync(ReadAllAsync, context.CancellationToken);
        var page = NamePage<AccountRow>.Of(rows, row => row.Principal, request.PageSize, request.PageToken);
        return new ListAccountsResponse
        {
            Accounts = { page.Items.Select(row => row.ToMessage(passkeys[row.Principal], codes.GetValueOrDefault(row.Principal))) },
            NextPageToken = page.Next,
        };
    }

    private static async Task<(List<AccountRow> Rows, ILookup<string, PasskeyRow> Passkeys, Dictionary<string, int> Codes)> ReadAllAsync(IdentityDbContext db, CancellationToken cancellationToken) => (
        await db.Accounts.ToListAsync(cancellationToken),
        (await db.AccountPasskeys.ToListAsync(cancellationToken)).ToLookup(row => row.Principal),
        await db.AccountRecoveryCodes.GroupBy(row => row.Principal).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken));
}
