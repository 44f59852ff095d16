using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.RejectCase;

public sealed class RejectTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rejected_case_leaves_the_queue_and_says_what_would_reopen_it(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();

        var item = await triage.RejectAsync(name, Disposition.InsufficientInformation, RequestedDatum.Location);

        Assert.Equal((CountryCaseState.Rejected, Disposition.InsufficientInformation), (item.State, item.Disposition));
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        var rejected = Assert.Single(await triage.Service.PublishedAsync<CaseRejected>());
        Assert.Equal((name, Disposition.InsufficientInformation, RequestedDatum.Location), (rejected.CountryCase, rejected.Disposition, rejected.MissingDatum));
        Assert.Null(rejected.InformationalReason);
        Assert.Contains(await triage.Service.AuditBodiesAsync(), body => body.Contains("\"missingDatum\":\"LOCATION\"", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_that_was_informational_for_want_of_a_location_is_decided_anew_when_one_comes(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var referral = A.Referral();
        var name = await triage.OpenAsync(referral);
        var request = TriageUnderTest.Reject(await triage.ClaimAsync(name), Disposition.Informational);
        request.InformationalReason = InformationalReason.NoIdentifiableLocation;
        await triage.Ana.RejectAsync(request);

        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(name), referral with { Supplements = 1 }, ReferralChange.Supplemented);
        Assert.Equal(CountryCaseState.Rejected, (await triage.GetAsync(name)).State);
        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(name), referral with { Supplements = 2, Region = "PH-07" }, ReferralChange.Supplemented);

        Assert.Equal((CountryCaseState.Open, true), ((await triage.GetAsync(name)).State, (await triage.GetAsync(name)).Reopened));
        Assert.Null(Assert.Single(await triage.Service.PublishedAsync<CaseRejected>()).MissingDatum);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rejection_that_breaks_a_rule_names_the_field_and_changes_nothing(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var claim = await triage.ClaimAsync(await triage.OpenAsync());
        var request = TriageUnderTest.Reject(claim, Disposition.Duplicate);
        request.MissingDatum = RequestedDatum.Account;

        var refusal = await TriageUnderTest.RefusedAsync(triage.Ana.RejectAsync(request));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal(["disposition", "missingDatum"], refusal.Fields());
        Assert.Equal(claim.CountryCase.Version, (await triage.GetAsync(claim.CountryCase.Name)).Version);
    }
}
