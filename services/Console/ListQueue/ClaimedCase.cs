using Referrals.Console.Calls;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>
/// The claim on a case. Its proof is never in a page: whoever holds the case gets it again by claiming, which changes nothing but
/// the end of the lease.
/// </summary>
internal static class ClaimedCase
{
    public static async Task<ClaimResponse> TakeAsync(ExchangeClients clients, string countryCase, string requestId, CancellationToken cancellationToken) =>
        await clients.Triage.ClaimAsync(new ClaimRequest { RequestId = $"{requestId}.claim", CountryCase = countryCase }, cancellationToken: cancellationToken);

    /// <summary>What a change may say that the officer saw: where nothing but the claim came between, the version after it.</summary>
    public static int VersionSeen(ClaimResponse claim, int seen) => seen == claim.VersionBefore ? claim.CountryCase.Version : seen;

    public static async Task ReleaseAsync(ExchangeClients clients, string countryCase, string requestId, CancellationToken cancellationToken)
    {
        var claim = await TakeAsync(clients, countryCase, requestId, cancellationToken);
        await clients.Triage.ReleaseAsync(new ReleaseRequest { RequestId = requestId, CountryCase = countryCase, ClaimToken = claim.Claim.ClaimToken }, cancellationToken: cancellationToken);
    }
}
