using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
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
    public async Task<(string ReferralId, string CountryCase)> SubmitAsync(Referral? tip = null)
    {
        var receipt = await Agency.SubmitAsync(new SubmitRequest { RequestId = Fresh(), Referral = tip ?? Tip() });
        return (receipt.Receipt.ReferralId, await CaseOfAsync(receipt.Receipt.ReferralId));
    }

    public async Task<CountryCase> CaseAsync(string countryCase) => (await Reyes.GetCaseAsync(new GetCaseRequest { CountryCase = countryCase })).CountryCase;

    private async Task<string> CaseOfAsync(string referral)
    {
        var answer = await Eventually.ResultAsync(
            async () => (await Agency.GetAsync(new GetRequest { ReferralId = referral })).Referral.Status,
            status => status.State == ReferralState.InTriage,
            because: "it is in the queue");
        Assert.NotNull(answer);
        var matches = await MatchingAsReyes.GetMatchesAsync(new GetMatchesRequest { ReferralId = referral });
        return $"cases/{matches.Case.CaseId}/countries/PH";
    }
}
