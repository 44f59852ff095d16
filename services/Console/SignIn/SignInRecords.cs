using Grpc.Core;
using Referrals.Console.SignIn.Accounts;
using Referrals.Identity.V1;

namespace Referrals.Console.SignIn;

/// <summary>
/// Tells the log, by way of Identity, who signed in and who was refused where the console finds that out by itself. Nobody's browser ends
/// that by going away.
/// </summary>
public sealed class SignInRecords(AccountCalls accounts, ILogger<SignInRecords> logger)
{
    private const int LongestName = 256;

    /// <summary>Whether somebody who was proven may come in, which is in the log then. Not while Identity is away.</summary>
    public async Task<bool> KeepAsync(string principal, SignInWay way) => await TellAsync(new RecordSignInRequest { Principal = principal, Way = way }) == SignInOutcome.Proven;

    /// <summary>Somebody was refused.</summary>
    /// <param name="way">How it was tried.</param>
    /// <param name="reason">Why, as a code.</param>
    /// <param name="principal">Who was named by what was proven; null for nobody.</param>
    public Task RefuseAsync(SignInWay way, string reason, string? principal = null) =>
        TellAsync(new RecordSignInRequest { Principal = principal is { Length: <= LongestName } ? principal : "", Way = way, Refusal = reason });

    private async Task<SignInOutcome> TellAsync(RecordSignInRequest request)
    {
        try
        {
            return (await accounts.Client.RecordSignInAsync(request)).Outcome;
        }
        catch (RpcException exception)
        {
            logger.SignInNotRecorded(exception.StatusCode.ToString());
            return SignInOutcome.Refused;
        }
    }
}
