using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Testing.Processes;
using Referrals.Triage.V1;

namespace Referrals.EndToEnd;

/// <summary>What the users of an exchange do, each with the credential that the exchange issued.</summary>
internal sealed class Users(ExchangeAccess exchange)
{
    public IntakeService.IntakeServiceClient Agency { get; } = new(exchange.Call("intake", "agency/uk-nca"));

    public TriageService.TriageServiceClient Officer { get; } = new(exchange.Call("triage", "officer/okoro"));

    public RoutingService.RoutingServiceClient Team { get; } = new(exchange.Call("routing", "team/nbi-ahtrad"));

    public AuditService.AuditServiceClient Auditor { get; } = new(exchange.Call("audit", "auditor/mercier"));

    /// <summary>An id that nobody has used.</summary>
    public static string Fresh() => Guid.NewGuid().ToString("N");

    public async Task<string> SubmitAsync()
    {
        var response = await Agency.SubmitAsync(new SubmitRequest
        {
            RequestId = Fresh(),
            Referral = new Referral
            {
                AgencyReference = $"EX-2026-{Fresh()}",
                IncidentType = IncidentType.LiveStreamed,
                Countries = { "PH" },
                Region = "PH-07",
                Handling = new Handling { Tlp = Tlp.Amber },
                Narrative = "[withheld]",
                Identifiers = { new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = $"a1-{Fresh()}" } },
            },
        });
        return response.Receipt.ReferralId;
    }

    public async Task<ReferralStatus> StatusAsync(string referral) => (await Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status;

    public Task<ReferralStatus> ReachesAsync(string referral, ReferralState state) =>
        Eventually.ResultAsync(() => StatusAsync(referral), status => status.State == state, because: $"the sender sees {state}");

    /// <summary>The whole trail, once it holds a record of this type.</summary>
    public Task<GetTrailResponse> TrailAsync(string referral, string type) => TrailAsync(referral, trail => trail.Records.Any(record => record.Type == type));

    /// <summary>The whole trail, once it is so.</summary>
    public Task<GetTrailResponse> TrailAsync(string referral, Func<GetTrailResponse, bool> isSo) =>
        Eventually.ResultAsync(() => TrailAsync(referral), isSo, because: "the trail shows it");

    private async Task<GetTrailResponse> TrailAsync(string referral)
    {
        try
        {
            return await Auditor.GetTrailAsync(new GetTrailRequest { ReferralId = referral, PageSize = 1000 });
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            // The log hears of it in a moment.
            return new GetTrailResponse();
        }
    }

    /// <summary>Waits for the referral in the queue, claims its country case and accepts it; returns the country case.</summary>
    public async Task<string> AcceptAsync(string referral)
    {
        await ReachesAsync(referral, ReferralState.InTriage);
        var matched = await TrailAsync(referral, "matched");
        var caseId = matched.Records.First(record => record.Type == "matched").CaseId;
        var queued = (await Officer.ListQueueAsync(new ListQueueRequest { PageSize = 1000 })).Cases.Single(item => item.CaseId == caseId);
        var claimed = await Officer.ClaimAsync(new ClaimRequest { RequestId = Fresh(), CountryCase = queued.Name });
        await Officer.AcceptAsync(new AcceptRequest
        {
            RequestId = Fresh(),
            CountryCase = queued.Name,
            ClaimToken = claimed.Claim.ClaimToken,
            ExpectedVersion = claimed.CountryCase.Version,
            Justification = JustificationCode.LocationIdentified,
        });
        return queued.Name;
    }

    /// <summary>The lead's hand-off of a country case, once it is in the team's inbox.</summary>
    public async Task<HandOff> OfferedAsync(string countryCase)
    {
        var inbox = await Eventually.ResultAsync(
            async () => await Team.ListInboxAsync(new ListInboxRequest { PageSize = 1000 }),
            answer => answer.HandOffs.Any(handOff => handOff.CountryCase == countryCase),
            because: "the team is offered the case");
        return inbox.HandOffs.Single(handOff => handOff.CountryCase == countryCase);
    }
}
