using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Identity.V1;

namespace Referrals.Console.Calls;

/// <summary>The officers to whom a case may be given, read once for a page.</summary>
public sealed class OfficerNames(ExchangeClients clients)
{
    private const int Most = 1000;

    /// <summary>The officers of this officer's desks as <c>officer/…</c>; empty while nobody can say.</summary>
    public async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListPrincipalsRequest { Role = Role.Officer, PageSize = Most };
            return [.. (await clients.Identity.ListPrincipalsAsync(request, cancellationToken: cancellationToken)).Principals.Select(person => person.Name)];
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Unauthenticated)
        {
            return [];
        }
    }
}
