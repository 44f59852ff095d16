using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Referrals.Identity.Accounts;
using Referrals.Identity.LoadIdentities;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;

namespace Referrals.Identity;

public sealed partial class AccountGrpcService
{
    private const int UsualPage = 100;
    private const int LargestPage = 1000;

    public override async Task<GetAccountResponse> GetAccount(GetAccountRequest request, ServerCallContext context)
    {
        RequireConsole(context);
        if (PrincipalNames.Parse(request.Principal) is null)
            throw new RefusedException(Refusal.Invalid("principal", "must be the name of a principal, such as officer/okoro", "MALFORMED"));
        var account = await store.ReadAsync(
            async (db, token) => await db.Accounts.FirstOrDefaultAsync(row => row.Principal == request.Principal, token) is { } row
                ? await AccountRows.DescribeAsync(db, row, token)
                : await db.Principals.AnyAsync(row => row.Name == request.Principal, token) ? new Account { Principal = request.Principal } : null,
            context.CancellationToken);
        return new GetAccountResponse { Account = account ?? throw new RefusedException(Refusal.NotFound("principal")) };
    }

    public override async Task<ListAccountsResponse> ListAccounts(ListAccountsRequest request, ServerCallContext context)
    {
        if (request.PageSize < 0)
            throw new RefusedException(Refusal.Invalid("pageSize", "must not be negative", "OUT_OF_RANGE"));
        var size = request.PageSize == 0 ? UsualPage : Math.Min(request.PageSize, LargestPage);
        var after = request.PageToken.Length == 0 ? "" : PageToken.ReadText(request.PageToken);
        var (rows, passkeys, codes) = await store.ReadAsync(ReadAllAsync, context.CancellationToken);

        // Accounts are some hundreds, as principals are.
        var page = rows.Where(row => string.CompareOrdinal(row.Principal, after) > 0).OrderBy(row => row.Principal, StringComparer.Ordinal).Take(size + 1).ToList();
        var response = new ListAccountsResponse { Accounts = { page.Take(size).Select(row => row.ToMessage(passkeys[row.Principal], codes.GetValueOrDefault(row.Principal))) } };
        if (page.Count > size)
            response.NextPageToken = PageToken.WriteText(page[size - 1].Principal);
        return response;
    }

    private static async Task<(List<AccountRow> Rows, ILookup<string, PasskeyRow> Passkeys, Dictionary<string, int> Codes)> ReadAllAsync(IdentityDbContext db, CancellationToken cancellationToken) => (
        await db.Accounts.ToListAsync(cancellationToken),
        (await db.AccountPasskeys.ToListAsync(cancellationToken)).ToLookup(row => row.Principal),
        await db.AccountRecoveryCodes.GroupBy(row => row.Principal).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken));
}
