using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.Desks;

public sealed class OtherDeskTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_of_another_desk_is_not_there_and_asking_for_it_is_recorded(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var claim = await triage.ClaimAsync(name);
        var other = triage.Officer(Callers.Officer("zoe", "general"));
        var elsewhere = TriageUnderTest.Philippines(Ids.New("case"));

        RpcException[] refusals =
        [
            await TriageUnderTest.RefusedAsync(other.GetCaseAsync(new GetCaseRequest { CountryCase = name })),
            await TriageUnderTest.RefusedAsync(other.GetDraftAsync(new GetDraftRequest { CountryCase = name })),
            await TriageUnderTest.RefusedAsync(other.ClaimAsync(new ClaimRequest { RequestId = "r1", CountryCase = name })),
            await TriageUnderTest.RefusedAsync(other.AcceptAsync(TriageUnderTest.Accept(claim))),
            await TriageUnderTest.RefusedAsync(other.RejectAsync(TriageUnderTest.Reject(claim, Disposition.FalseReport))),
            await TriageUnderTest.RefusedAsync(other.ListQueueAsync(new ListQueueRequest { Filter = new QueueFilter { Desks = { "ph" } } })),
        ];
        var absent = await TriageUnderTest.RefusedAsync(other.GetCaseAsync(new GetCaseRequest { CountryCase = elsewhere }));

        Assert.All(refusals, refusal => Assert.Equal(StatusCode.NotFound, refusal.StatusCode));
        Assert.Equal(absent.Status.Detail, refusals[0].Status.Detail);
        Assert.Empty((await other.ListQueueAsync(new ListQueueRequest())).Cases);
        var records = (await triage.Service.AuditBodiesAsync()).FindAll(body => body.Contains("\"type\":\"access_refused\"", StringComparison.Ordinal));
        Assert.Equal(refusals.Length + 1, records.Count);
        Assert.All(records, body => Assert.Contains("p-officer-zoe", body, StringComparison.Ordinal));
        Assert.Equal(CountryCaseState.Open, (await triage.GetAsync(name)).State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Only_officers_see_the_queue_and_a_credential_is_needed(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var agency = await TriageUnderTest.RefusedAsync(triage.Officer(Callers.Agency("uk-nca")).ListQueueAsync(new ListQueueRequest()));
        var auditor = await TriageUnderTest.RefusedAsync(triage.Officer(Callers.Auditor("vera")).ListQueueAsync(new ListQueueRequest()));
        var nobody = await TriageUnderTest.RefusedAsync(new TriageService.TriageServiceClient(triage.Service.WithToken(null)).ListQueueAsync(new ListQueueRequest()));

        Assert.Equal(
            (StatusCode.PermissionDenied, StatusCode.PermissionDenied, StatusCode.Unauthenticated), (agency.StatusCode, auditor.StatusCode, nobody.StatusCode));
    }
}
