using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Identity.V1;

namespace Referrals.Matching.Tests;

/// <summary>Identity as Matching sees it: agencies with their names and contact points, one an answer, and no grant that ends anything.</summary>
public sealed class ScriptedIdentity(params IReadOnlyList<Principal> agencies) : IdentityService.IdentityServiceBase
{
    public static Principal Agency(string id, string name, string contact) =>
        new() { Name = $"agency/{id}", Role = Role.Agency, AgencyId = id, DisplayName = name, Contact = contact };

    public override Task<ListPrincipalsResponse> ListPrincipals(ListPrincipalsRequest request, ServerCallContext context)
    {
        var next = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new ListPrincipalsResponse { Principals = { agencies[next] }, NextPageToken = next + 1 < agencies.Count ? $"{next + 1}" : "" });
    }

    public override async Task WatchGrants(WatchGrantsRequest request, IServerStreamWriter<WatchGrantsResponse> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new WatchGrantsResponse { CaughtUp = true });
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
