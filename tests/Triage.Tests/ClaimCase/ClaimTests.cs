using Grpc.Core;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ClaimCase;

public sealed class ClaimTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hundred_officers_claim_at_once_and_one_wins(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var officers = Enumerable.Range(0, 100).Select(i => triage.Officer(Callers.Officer($"officer-{i}", "ph"))).ToList();

        var outcomes = await Task.WhenAll(officers.Select(officer => TryClaimAsync(triage, name, officer)));

        var winner = Assert.Single(outcomes, outcome => outcome.Claim is not null).Claim!.CountryCase.Holder;
        Assert.All(outcomes.Select(outcome => outcome.Refusal).OfType<RpcException>(), refusal =>
        {
            Assert.Equal((StatusCode.FailedPrecondition, "ALREADY_CLAIMED"), (refusal.StatusCode, refusal.Reason()));
            Assert.Equal(winner, refusal.Metadata()["holder"]);
        });
        Assert.Single(await triage.RecordTypesAsync(), type => type == "claimed");
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Who_claims_is_told_which_version_the_case_had_just_before(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var open = (await triage.GetAsync(name)).Version;

        var first = await triage.ClaimAsync(name);
        var again = await triage.ClaimAsync(name);

        Assert.Equal((open, open + 1), (first.VersionBefore, first.CountryCase.Version));
        Assert.Equal((open + 1, open + 1), (again.VersionBefore, again.CountryCase.Version));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_claim_lapses_with_its_lease_and_is_worth_nothing_from_then_on(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var mine = await triage.ClaimAsync(name);
        triage.Time.Advance(TimeSpan.FromMinutes(20));

        var lost = await TriageUnderTest.RefusedAsync(triage.Ana.AcceptAsync(TriageUnderTest.Accept(mine)));
        var theirs = await triage.ClaimAsync(name, triage.Officer(Callers.Officer("ben", "ph")));
        var late = await TriageUnderTest.RefusedAsync(triage.Ana.AcceptAsync(TriageUnderTest.Accept(mine)));

        Assert.Equal((StatusCode.FailedPrecondition, "CLAIM_LOST"), (lost.StatusCode, lost.Reason()));
        Assert.Equal(["claimToken"], lost.Fields());
        Assert.Equal("officer/ben", theirs.CountryCase.Holder);
        Assert.Equal("officer/ben", late.Metadata()["holder"]);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_lapsed_claim_is_taken_off_the_case_and_recorded(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var claimed = await triage.ClaimAsync(name);
        triage.Time.Advance(TimeSpan.FromMinutes(21));

        await Eventually.Async(async () => (await triage.GetAsync(name)).Version > claimed.CountryCase.Version);

        var history = (await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = name })).Decisions;
        Assert.Equal([DecisionKind.Opened, DecisionKind.Claimed, DecisionKind.Released], history.Select(decision => decision.Kind));
        Assert.Equal("", history[^1].Actor);
        Assert.Contains(await triage.Service.AuditBodiesAsync(), body => body.Contains("LEASE_LAPSED", StringComparison.Ordinal));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_claim_is_extended_by_its_holder_and_taken_up_again_in_another_window(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var mine = await triage.ClaimAsync(name);
        triage.Time.Advance(TimeSpan.FromMinutes(15));

        var extended = await triage.Ana.ExtendClaimAsync(new ExtendClaimRequest { RequestId = "r1", CountryCase = name, ClaimToken = mine.Claim.ClaimToken });
        triage.Time.Advance(TimeSpan.FromMinutes(15));
        var again = await triage.ClaimAsync(name);

        Assert.True(extended.Claim.LeaseUntil.ToDateTimeOffset() >= mine.Claim.LeaseUntil.ToDateTimeOffset() + TimeSpan.FromMinutes(15));
        Assert.Equal(mine.Claim.ClaimToken, again.Claim.ClaimToken);
        Assert.Equal(mine.CountryCase.Version, again.CountryCase.Version);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_released_case_is_free_and_its_old_claim_is_lost(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var mine = await triage.ClaimAsync(name);

        var released = await triage.Ana.ReleaseAsync(new ReleaseRequest { RequestId = "r1", CountryCase = name, ClaimToken = mine.Claim.ClaimToken });
        var lost = await TriageUnderTest.RefusedAsync(triage.Ana.AcceptAsync(TriageUnderTest.Accept(mine)));

        Assert.Equal("", released.CountryCase.Holder);
        Assert.Equal("CLAIM_LOST", lost.Reason());
        Assert.Equal("officer/ben", (await triage.ClaimAsync(name, triage.Officer(Callers.Officer("ben", "ph")))).CountryCase.Holder);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_is_assigned_to_another_who_then_has_its_claim(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var mine = await triage.ClaimAsync(name);

        var assigned = await triage.Ana.AssignAsync(new AssignRequest { RequestId = "r1", CountryCase = name, Officer = "officer/ben" });

        Assert.Equal("officer/ben", assigned.CountryCase.Holder);
        Assert.Null(assigned.Claim);
        Assert.Equal("CLAIM_LOST", (await TriageUnderTest.RefusedAsync(triage.Ana.AcceptAsync(TriageUnderTest.Accept(mine)))).Reason());
        var theirs = await triage.ClaimAsync(name, triage.Officer(Callers.Officer("ben", "ph")));
        Assert.NotEqual(mine.Claim.ClaimToken, theirs.Claim.ClaimToken);

        var taken = await triage.Ana.AssignAsync(new AssignRequest { RequestId = "r2", CountryCase = name, Officer = "officer/ana" });
        Assert.NotEmpty(taken.Claim.ClaimToken);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Officers_who_ask_for_the_next_case_at_once_get_one_each_most_urgent_first(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        for (var i = 0; i < 10; i++)
            await triage.OpenAsync();
        var urgent = await triage.OpenAsync(A.Referral() with { ChildAtImmediateRisk = true });

        var first = await triage.Ana.ClaimNextAsync(new ClaimNextRequest { RequestId = "first" });
        var rest = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
            await triage.Officer(Callers.Officer($"officer-{i}", "ph")).ClaimNextAsync(new ClaimNextRequest { RequestId = "next" })));
        var none = await TriageUnderTest.RefusedAsync(triage.Ana.ClaimNextAsync(new ClaimNextRequest { RequestId = "last" }));

        Assert.Equal(urgent, first.CountryCase.Name);
        Assert.Equal(10, rest.Select(claim => claim.CountryCase.Name).Distinct().Count());
        Assert.Equal((StatusCode.NotFound, "QUEUE_EMPTY"), (none.StatusCode, none.Reason()));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Officers_who_ask_for_several_at_once_share_out_the_queue(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        for (var i = 0; i < 10; i++)
            await triage.OpenAsync();
        var urgent = await triage.OpenAsync(A.Referral() with { ChildAtImmediateRisk = true });

        var first = await triage.Ana.ClaimNextAsync(new ClaimNextRequest { RequestId = "first", Count = 4 });
        var rest = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i =>
            await triage.Officer(Callers.Officer($"officer-{i}", "ph")).ClaimNextAsync(new ClaimNextRequest { RequestId = "next", Count = 4 })));
        var tooMany = await TriageUnderTest.RefusedAsync(triage.Ana.ClaimNextAsync(new ClaimNextRequest { RequestId = "more", Count = 26 }));

        Assert.Equal(urgent, first.CountryCase.Name);
        Assert.Equal(3, first.Further.Count);
        var names = rest.Append(first).SelectMany(answer => answer.Further.Select(claimed => claimed.CountryCase.Name).Prepend(answer.CountryCase.Name)).ToList();
        Assert.Equal((11, 11), (names.Count, names.Distinct().Count()));
        Assert.Equal((StatusCode.InvalidArgument, "count"), (tooMany.StatusCode, Assert.Single(tooMany.Fields())));
        var accepted = await triage.Ana.AcceptAsync(TriageUnderTest.Accept(new ClaimResponse { Claim = first.Further[0].Claim, CountryCase = first.Further[0].CountryCase }));
        Assert.Equal(CountryCaseState.Accepted, accepted.CountryCase.State);
    }

    private static async Task<(ClaimResponse? Claim, RpcException? Refusal)> TryClaimAsync(TriageUnderTest triage, string name, TriageService.TriageServiceClient officer)
    {
        try
        {
            return (await triage.ClaimAsync(name, officer), null);
        }
        catch (RpcException exception)
        {
            return (null, exception);
        }
    }
}
