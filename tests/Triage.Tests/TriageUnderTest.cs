using System.Text.Json;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests;

/// <summary>Triage on one store, an officer of the Philippine desk, and what Matching and Routing would say.</summary>
internal sealed class TriageUnderTest : IAsyncDisposable
{
    private TriageUnderTest(ServiceUnderTest<TriageDbContext> service, ShiftedTime time)
    {
        Service = service;
        Time = time;
        Ana = Officer(Callers.Officer("ana", "ph"));
    }

    public ServiceUnderTest<TriageDbContext> Service { get; }

    public ShiftedTime Time { get; }

    /// <summary>An officer of the Philippine desk.</summary>
    public TriageService.TriageServiceClient Ana { get; }

    public static async Task<TriageUnderTest> StartAsync(StoreKind kind, params (string Name, string Value)[] configuration)
    {
        var time = new ShiftedTime();
        var settings = new ServiceSettings { Time = time, Configuration = configuration.ToDictionary(entry => entry.Name, entry => entry.Value) };
        return new TriageUnderTest(
            await ServiceUnderTest.StartAsync<TriageDbContext>(kind, builder => builder.AddTriage(), app => app.MapTriage(), settings), time);
    }

    public TriageService.TriageServiceClient Officer(Principal principal) => new(Service.As(principal));

    /// <summary>Delivers that a referral was matched: into a new case, or the given one.</summary>
    public async Task<string> MatchAsync(ReferralMetadata referral, string? caseId = null, MatchDecision? decision = null)
    {
        var id = caseId ?? Ids.New("case");
        decision ??= caseId is null ? MatchDecision.New : MatchDecision.Linked;
        await Service.DeliverAsync($"cases/{id}", A.Matched(id, referral, decision.Value));
        return id;
    }

    public Task UpdateAsync(string caseId, ReferralMetadata referral, ReferralChange change, string? question = null) =>
        Service.DeliverAsync($"cases/{caseId}", A.Updated(caseId, referral, change, question));

    /// <summary>A country case of the Philippine desk with one referral.</summary>
    public async Task<string> OpenAsync(ReferralMetadata? referral = null) => Philippines(await MatchAsync(referral ?? A.Referral()));

    public static string Philippines(string caseId) => $"cases/{caseId}/countries/PH";

    public static string CaseIdOf(string countryCase) => countryCase.Split('/')[1];

    public async Task<CountryCase> GetAsync(string countryCase) => (await Ana.GetCaseAsync(new GetCaseRequest { CountryCase = countryCase })).CountryCase;

    public Task<ClaimResponse> ClaimAsync(string countryCase, TriageService.TriageServiceClient? officer = null) =>
        (officer ?? Ana).ClaimAsync(new ClaimRequest { RequestId = NewRequest(), CountryCase = countryCase }).ResponseAsync;

    public async Task<CountryCase> AcceptAsync(string countryCase)
    {
        var claim = await ClaimAsync(countryCase);
        return (await Ana.AcceptAsync(Accept(claim))).CountryCase;
    }

    public async Task<CountryCase> RejectAsync(string countryCase, Disposition disposition, RequestedDatum missing = RequestedDatum.Unspecified)
    {
        var request = Reject(await ClaimAsync(countryCase), disposition);
        request.MissingDatum = missing;
        if (disposition == Disposition.Informational)
            request.InformationalReason = InformationalReason.SeverelyLimited;
        return (await Ana.RejectAsync(request)).CountryCase;
    }

    public static AcceptRequest Accept(ClaimResponse claim) => new()
    {
        RequestId = NewRequest(),
        CountryCase = claim.CountryCase.Name,
        ClaimToken = claim.Claim.ClaimToken,
        ExpectedVersion = claim.CountryCase.Version,
        Justification = JustificationCode.SubjectIdentified,
    };

    public static RejectRequest Reject(ClaimResponse claim, Disposition disposition) => new()
    {
        RequestId = NewRequest(),
        CountryCase = claim.CountryCase.Name,
        ClaimToken = claim.Claim.ClaimToken,
        ExpectedVersion = claim.CountryCase.Version,
        Disposition = disposition,
        Justification = JustificationCode.LeadsExhausted,
    };

    /// <summary>The types of the records left for the log, in order.</summary>
    public async Task<List<string>> RecordTypesAsync() =>
        [.. (await Service.AuditBodiesAsync()).Select(body => JsonDocument.Parse(body).RootElement.GetProperty("type").GetString()!)];

    public static string NewRequest() => Guid.NewGuid().ToString("N");

    /// <summary>The refusal of a call.</summary>
    public static async Task<RpcException> RefusedAsync<T>(AsyncUnaryCall<T> call) => await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();
}
