using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.EscalateCase;

public sealed class EscalateTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_is_escalated_by_an_officer_who_does_not_hold_it(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.ClaimAsync(name, triage.Officer(Callers.Officer("ben", "ph")));

        var request = new EscalateRequest { RequestId = "r1", CountryCase = name, Justification = JustificationCode.ChildAtRisk };
        var escalated = await triage.Ana.EscalateAsync(request);

        Assert.Equal((true, "officer/ben"), (escalated.CountryCase.Escalated, escalated.CountryCase.Holder));
        var told = Assert.Single(await triage.Service.PublishedAsync<CaseEscalated>());
        Assert.Equal((name, "ph", JustificationCode.ChildAtRisk), (told.CountryCase, told.Desk, told.Justification));
        Assert.Contains("escalated", await triage.RecordTypesAsync());
    }
}
