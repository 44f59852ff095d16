using Grpc.Core;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Connect;
using Referrals.Cli.Errors;

namespace Referrals.Cli.Deciding;

/// <summary>Decides under a claim: the one that was taken before, or one that is taken for this.</summary>
internal static class ClaimedCase
{
    private const string ClaimLost = "CLAIM_LOST";

    /// <param name="run">The run.</param>
    /// <param name="clients">The services, as the officer.</param>
    /// <param name="given">The country case as the officer named it.</param>
    /// <param name="decide">Decides, with the country case's name, the claim and a request id.</param>
    public static async Task<T> DecideAsync<T>(Invocation run, ExchangeClients clients, string given, Func<string, string, string, Task<T>> decide)
    {
        var name = await CountryCaseNames.ResolveAsync(clients.Triage, given, run.CancellationToken);
        var tokens = new ClaimTokens(run.Data);
        if (tokens.Find(run.Principal, name) is { } held)
        {
            try
            {
                return await decide(name, held, run.RequestId());
            }
            catch (RpcException exception) when (CallError.ReasonOf(exception) == ClaimLost)
            {
                tokens.Forget(run.Principal, name);
            }
        }

        var claim = await clients.Triage.ClaimAsync(new() { RequestId = run.RequestId("claim"), CountryCase = name }, cancellationToken: run.CancellationToken);
        tokens.Keep(run.Principal, name, claim.Claim.ClaimToken);
        return await decide(name, claim.Claim.ClaimToken, run.RequestId("decide"));
    }

    /// <summary>As <see cref="DecideAsync"/>, for what ends the claim.</summary>
    public static async Task<T> EndAsync<T>(Invocation run, ExchangeClients clients, string given, Func<string, string, string, Task<T>> decide)
    {
        var decided = "";
        var result = await DecideAsync(run, clients, given, (name, token, requestId) =>
        {
            decided = name;
            return decide(name, token, requestId);
        });
        new ClaimTokens(run.Data).Forget(run.Principal, decided);
        return result;
    }
}
