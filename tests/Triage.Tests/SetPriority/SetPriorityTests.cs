using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.SetPriority;

public sealed class SetPriorityTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_officer_sets_the_priority_and_more_of_the_same_leaves_it(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.S1Referral();
        var name = await triage.OpenAsync(referral);
        var claim = await triage.ClaimAsync(name);

        var set = await triage.Ana.SetPriorityAsync(new SetPriorityRequest
        {
            RequestId = "r1",
            CountryCase = name,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            Priority = Priority.P4Monitor,
            Justification = JustificationCode.OngoingOperation,
        });
        await triage.UpdateAsync(claim.CountryCase.CaseId, referral with { Supplements = 1 }, ReferralChange.Supplemented);

        Assert.Equal((Priority.P4Monitor, PriorityReason.OfficerDecision), (set.CountryCase.Priority, set.CountryCase.PriorityReason));
        Assert.Equal(set.CountryCase.OpenedAt.ToDateTimeOffset() + TimeSpan.FromDays(14), set.CountryCase.DueAt.ToDateTimeOffset());
        Assert.Equal(Priority.P4Monitor, (await triage.GetAsync(name)).Priority);
        Assert.Equal(PriorityReason.OfficerDecision, Assert.Single(await triage.Service.PublishedAsync<PriorityChanged>()).Reason);
        Assert.Contains(await triage.Service.AuditBodiesAsync(), body =>
            body.Contains("\"type\":\"priority_changed\"", StringComparison.Ordinal) && body.Contains("\"justification\":\"ONGOING_OPERATION\"", StringComparison.Ordinal));

        await triage.UpdateAsync(claim.CountryCase.CaseId, referral with { ChildAtImmediateRisk = true, Supplements = 2 }, ReferralChange.Supplemented);
        Assert.Equal(Priority.P1Immediate, (await triage.GetAsync(name)).Priority);
    }
}
