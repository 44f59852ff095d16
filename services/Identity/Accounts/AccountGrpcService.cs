using Grpc.Core;
using Referrals.Identity.Accounts;
using Referrals.Identity.Storage;
using Referrals.Identity.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Identity;

/// <summary>
/// Serves <c>referrals.identity.v1.AccountService</c>; each feature's folder has its part.
/// </summary>
public sealed partial class AccountGrpcService(
    Commands<IdentityDbContext> commands,
    Store<IdentityDbContext> store,
    AccountRows accounts,
    AccountSeal seal,
    PasswordHashes passwords,
    UnnamedAttempts unnamed,
    TimeProvider time) : AccountService.AccountServiceBase
{
    private const string Console = "service/console";

    /// <summary>The console speaks for people who cannot be known yet; no other service does.</summary>
    private static void RequireConsole(ServerCallContext context)
    {
        if (context.GetPrincipal().Name != Console)
            throw new RefusedException(Refusal.PermissionDenied("only the console may make this call"));
    }

    private static Refusal StateEnded() => Refusal.Invalid("state", "has ended or is of something else; begin again", "ENDED");

    /// <summary>A change of an account that the console asks for: a refusal leaves nothing behind, and the answer is not remembered.</summary>
    private async Task<T> ChangeAsync<T>(ServerCallContext context, Func<Work<IdentityDbContext>, CancellationToken, Task<Result<T>>> body) =>
        (await store.ExecuteAsync(body, result => !result.IsRefused, context.CancellationToken)).OrThrow();
}
