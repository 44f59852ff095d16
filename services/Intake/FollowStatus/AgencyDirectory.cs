using System.Collections.Frozen;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Referrals.Common.V1;
using Referrals.Identity.V1;
using Referrals.Intake.V1;

namespace Referrals.Intake.FollowStatus;

/// <summary>
/// Names and contact points of agencies: as configured, else as Identity has them. Identity is asked beside the calls, never
/// in one: what is not known yet, or while it is away, is the agency's id and the exchange's own desk.
/// </summary>
public sealed class AgencyDirectory(IdentityService.IdentityServiceClient identity, IOptions<IntakeOptions> options, TimeProvider time, ILogger<AgencyDirectory> logger)
{
    private const string Fallback = "exchange desk";
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(1);

    private FrozenDictionary<string, OtherReporter> known = FrozenDictionary<string, OtherReporter>.Empty;
    private long refreshedAt;
    private int refreshing;

    public OtherReporter Find(string agencyId)
    {
        if (options.Value.Agencies.TryGetValue(agencyId, out var configured))
            return new OtherReporter { AgencyId = agencyId, DisplayName = configured.DisplayName ?? agencyId, Contact = configured.Contact ?? Fallback };
        RefreshInBackground();
        return known.TryGetValue(agencyId, out var found) ? found.Clone() : new OtherReporter { AgencyId = agencyId, DisplayName = agencyId, Contact = Fallback };
    }

    private void RefreshInBackground()
    {
        if (refreshedAt != 0 && time.GetElapsedTime(refreshedAt) < RefreshEvery || Interlocked.Exchange(ref refreshing, 1) == 1)
            return;
        refreshedAt = time.GetTimestamp();
        _ = RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        try
        {
            var found = new Dictionary<string, OtherReporter>();
            var request = new ListPrincipalsRequest { Role = Role.Agency };
            do
            {
                var page = await identity.ListPrincipalsAsync(request);
                foreach (var agency in page.Principals)
                    found[agency.AgencyId] = ToReporter(agency);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            known = found.ToFrozenDictionary();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            logger.AgenciesUnknown(exception is RpcException rpc ? rpc.StatusCode : StatusCode.Unavailable);
        }
        finally
        {
            Volatile.Write(ref refreshing, 0);
        }
    }

    private static OtherReporter ToReporter(Principal agency) => new()
    {
        AgencyId = agency.AgencyId,
        DisplayName = agency.DisplayName.Length > 0 ? agency.DisplayName : agency.AgencyId,
        Contact = agency.Contact.Length > 0 ? agency.Contact : Fallback,
    };
}
