using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Identity.V1;
using Referrals.Matching.V1;
using Referrals.Platform.Clients;

namespace Referrals.Matching.QueryIdentifier;

/// <summary>Names and contact points of agencies, as Identity has them. While it is away an agency is its id, to be reached over the exchange's desk.</summary>
public sealed class AgencyContacts(ServiceChannels channels, TimeProvider time)
{
    private const string Desk = "exchange desk";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly IdentityService.IdentityServiceClient identity = new(channels.Invoker(Topology.Matching, Topology.Identity));
    private Dictionary<string, QueryContact> known = [];
    private long readAt;

    /// <summary>Reads the directory unless it was read lately. Before a transaction, never in one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (readAt != 0 && time.GetElapsedTime(readAt) < Fresh)
            return;
        try
        {
            var found = new Dictionary<string, QueryContact>();
            var request = new ListPrincipalsRequest { Role = Role.Agency };
            do
            {
                var page = await identity.ListPrincipalsAsync(request, deadline: time.GetUtcNow().Add(Patience).UtcDateTime, cancellationToken: cancellationToken);
                foreach (var agency in page.Principals)
                    found[agency.AgencyId] = Of(agency.AgencyId, agency.DisplayName, agency.Contact);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            (known, readAt) = (found, time.GetTimestamp());
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // What was known stays known.
        }
    }

    /// <summary>An agency, or the exchange's desk for null.</summary>
    public QueryContact Find(string? agencyId) => agencyId is null
        ? new QueryContact { DisplayName = Desk, Contact = Desk }
        : known.TryGetValue(agencyId, out var found) ? found.Clone() : Of(agencyId, "", "");

    private static QueryContact Of(string agencyId, string name, string contact) =>
        new() { AgencyId = agencyId, DisplayName = name.Length > 0 ? name : agencyId, Contact = contact.Length > 0 ? contact : Desk };
}
