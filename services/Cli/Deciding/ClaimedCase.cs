using Grpc.Core;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Connect;
using Referrals.Cli.Errors;
using Referrals.Triage.V1;

namespace Referrals.Cli.Deciding;

/// <summary>A country case under a claim of the officer who runs the command.</summary>
/// <param name="Name">Name of the country case.</param>
/// <param name="Token">Proof of the claim.</param>
/// <param name="Version">The version that the officer saw.</param>
/// <param name="RequestId">Idempotence key of the decision.</param>
internal sealed record ClaimedCase(string Name, string Token, int Version, string RequestId)
{
    private const string ClaimLost = "CLAIM_LOST";

    /// <summary>Decides under the claim that was taken before, or under one that is taken for this; a lost claim is taken again.</summary>
    /// <param name="run">The run.</param>
    /// <param name="clients">The services, as the officer.</param>
    /// <param name="given">The country case as the officer named it.</param>
    /// <param name="decide">Decides, and gives the answer and the case after it.</param>
    public static async Task<T> DecideAsync<T>(
        Invocation run, ExchangeClients clients, string given, Func<ClaimedCase, Task<T>> decide, Func<T, CountryCase> after)
    {
        var name = await CountryCaseNames.ResolveAsync(clients.Triage, given, run.CancellationToken);
        var claims = new HeldClaims(run.Data);
        var answer = await TryHeldAsync(run, claims, name, decide);
        if (answer is null)
        {
            var claim = await clients.Triage.ClaimAsync(new() { RequestId = run.RequestId("claim"), CountryCase = name }, cancellationToken: run.CancellationToken);
            claims.Keep(run.Principal, name, new HeldClaim(claim.Claim.ClaimToken, claim.CountryCase.Version));
            answer = await decide(new ClaimedCase(name, claim.Claim.ClaimToken, claim.CountryCase.Version, run.RequestId("decide")));
        }

        if (after(answer).Holder == run.Principal)
            claims.Seen(run.Principal, name, after(answer).Version);
        else
            claims.Forget(run.Principal, name);
        return answer;
    }

    private static async Task<T?> TryHeldAsync<T>(Invocation run, HeldClaims claims, string name, Func<ClaimedCase, Task<T>> decide)
    {
        if (claims.Find(run.Principal, name) is not { } held)
            return default;
        try
        {
            return await decide(new ClaimedCase(name, held.Token, held.Version, run.RequestId()));
        }
        catch (RpcException exception) when (CallError.ReasonOf(exception) == ClaimLost)
        {
            claims.Forget(run.Principal, name);
            return default;
        }
    }
}
