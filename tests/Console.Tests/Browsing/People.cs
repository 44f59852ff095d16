using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Operations.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Referrals.Testing.Processes;
using Referrals.Triage.V1;

namespace Referrals.Console.Tests.Browsing;

/// <summary>What is done beside the browser, through the API.</summary>
public sealed class People(ExchangeAccess exchange)
{
    public IntakeService.IntakeServiceClient Agency { get; } = new(exchange.Call("intake", "agency/uk-nca"));

    public TriageService.TriageServiceClient Reyes { get; } = new(exchange.Call("triage", "officer/reyes"));

    public RoutingService.RoutingServiceClient RoutingAsReyes { get; } = new(exchange.Call("routing", "officer/reyes"));

    public MatchingService.MatchingServiceClient MatchingAsReyes { get; } = new(exchange.Call("matching", "officer/reyes"));

    public OperationsService.OperationsServiceClient Operator { get; } = new(exchange.Call("triage", "operator"));

    public IntakeService.IntakeServiceClient IntakeAs(string principal) => new(exchange.Call("intake", principal));

    public static string Fresh() => Guid.NewGuid().ToString("N");

    /// <summary>A referral of its own matter.</summary>
    public static Referral Tip(string? reference = null) => new()
    {
        AgencyReference = reference ?? $"EX-{Fresh()}",
        IncidentType = IncidentType.LiveStreamed,
        Countries = { "PH" },
        Region = "PH-07",
        Handling = new Handling { Tlp = Tlp.Amber },
        Narrative = $"[withheld] {Fresh()}",
        Identifiers = { new Identifier { Type = IdentifierType.Account, Service = "ExampleChat", Value = $"a1-{Fresh()}" } },
    };

    /// <summary>Submits a referral; its country case in the Philippines, once it is in the queue.</summary>
    public async Task<(string ReferralId, string CountryCase)> SubmitAsync(Referral? tip = null, string agency = "agency/uk-nca")
    {
        var receipt = await IntakeAs(agency).SubmitAsync(new SubmitRequest { RequestId = Fresh(), Referral = tip ?? Tip() });
        return (receipt.Receipt.ReferralId, await CaseOfAsync(receipt.Receipt.ReferralId, agency));
    }

    /// <summary>Officer Reyes accepts a case.</summary>
    public async Task AcceptAsync(string countryCase, string note = "")
    {
        var claim = await Reyes.ClaimAsync(new ClaimRequest { RequestId = Fresh(), CountryCase = countryCase });
        await Reyes.AcceptAsync(new AcceptRequest
        {
            RequestId = Fresh(),
            CountryCase = countryCase,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            Justification = JustificationCode.DeskPolicy,
            Note = note,
        });
    }

    /// <summary>Officer Reyes asks the sender of a referral.</summary>
    public async Task AskAsync(string countryCase, string referral, string question = "Which of the two addresses is newer?")
    {
        var claim = await Reyes.ClaimAsync(new ClaimRequest { RequestId = Fresh(), CountryCase = countryCase });
        await Reyes.RequestInformationAsync(new RequestInformationRequest
        {
            RequestId = Fresh(),
            CountryCase = countryCase,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            ReferralId = referral,
            Data = { RequestedDatum.Location, RequestedDatum.IpPortAndTime },
            Question = question,
        });
        await Eventually.Async(
            async () => (await Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status.State == ReferralState.InformationRequested,
            because: "the sender was asked");
    }

    /// <summary>The hand-off of a case to a team, once it is offered.</summary>
    public async Task<HandOff> OfferedAsync(string countryCase, string team) =>
        (await Eventually.ResultAsync(() => HandOffsAsync(countryCase), handOffs => handOffs.Any(item => item.TeamId == team), because: $"{team} is offered it")).First(item => item.TeamId == team);

    public async Task<IReadOnlyList<HandOff>> HandOffsAsync(string countryCase) =>
        (await RoutingAsReyes.ListCaseHandOffsAsync(new ListCaseHandOffsRequest { CountryCase = countryCase })).HandOffs;

    /// <summary>Sets the business clock forward to a time.</summary>
    public async Task AdvanceToAsync(DateTimeOffset time)
    {
        var clock = await Operator.GetClockAsync(new GetClockRequest());
        var offset = clock.Offset.ToTimeSpan() + (time - clock.BusinessTime.ToDateTimeOffset());
        await Operator.AdvanceClockAsync(new AdvanceClockRequest { RequestId = Fresh(), Offset = Duration.FromTimeSpan(offset) });
    }

    public async Task<CountryCase> CaseAsync(string countryCase) => (await Reyes.GetCaseAsync(new GetCaseRequest { CountryCase = countryCase })).CountryCase;

    /// <summary>The country case in the Philippines of a referral, once it is in the queue.</summary>
    public async Task<string> CaseOfAsync(string referral, string agency)
    {
        var answer = await Eventually.ResultAsync(
            async () => (await IntakeAs(agency).GetAsync(new GetRequest { ReferralId = referral })).Referral.Status,
            status => status.State == ReferralState.InTriage,
            because: "it is in the queue");
        Assert.NotNull(answer);
        var matches = await MatchingAsReyes.GetMatchesAsync(new GetMatchesRequest { ReferralId = referral });
        var name = $"cases/{matches.Case.CaseId}/countries/PH";
        await Eventually.Async(() => IsRoutableAsync(name), because: "routing has heard of it");
        return name;
    }

    private async Task<bool> IsRoutableAsync(string countryCase)
    {
        try
        {
            return (await RoutingAsReyes.ExplainAsync(new ExplainRequest { CountryCase = countryCase })).Explanation.Planned.Count > 0;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }
}
