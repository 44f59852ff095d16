using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.AcceptCase;

public sealed class AcceptTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_accepted_case_leaves_the_queue_and_is_told_with_its_referrals(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.S1Referral();
        var name = await triage.OpenAsync(referral);
        var claim = await triage.ClaimAsync(name);

        var answer = await triage.Ana.AcceptAsync(TriageUnderTest.Accept(claim));

        Assert.Equal(CountryCaseState.Accepted, answer.CountryCase.State);
        Assert.Equal(Disposition.Actionable, answer.CountryCase.Disposition);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        var accepted = Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Equal((name, "PH", "ph", Priority.P2Urgent, 1), (accepted.CountryCase, accepted.Country, accepted.Desk, accepted.Priority, accepted.ReferralCount));
        Assert.Equal(referral.ReferralId, Assert.Single(accepted.Referrals).ReferralId);
        Assert.Equal("p-officer-ana", accepted.DecidedBy);
        Assert.Equal(answer.CountryCase.OpenedAt.ToDateTimeOffset(), accepted.OpenedAt);
        Assert.Contains(await triage.Service.AuditBodiesAsync(), body =>
            body.Contains("\"type\":\"accepted\"", StringComparison.Ordinal)
            && body.Contains("\"from\":\"desk/ph\"", StringComparison.Ordinal)
            && body.Contains("\"justification\":\"SUBJECT_IDENTIFIED\"", StringComparison.Ordinal));
    }
}
