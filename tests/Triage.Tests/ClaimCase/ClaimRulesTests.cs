using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ClaimCase;

public sealed class ClaimRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("free", null, 0, true, null)]
    [InlineData("lapsed", "officer/ben", 0, true, null)]
    [InlineData("mine", "officer/ana", 5, true, null)]
    [InlineData("another's", "officer/ben", 5, true, "ALREADY_CLAIMED")]
    [InlineData("decided", null, 0, false, "ALREADY_DECIDED")]
    public void A_case_may_be_claimed_when_it_is(string state, string? holder, int minutes, bool queued, string? refused)
    {
        var refusal = ClaimRules.ToClaim(Case(holder, minutes, queued), "officer/ana", Now);
        Assert.True(refused == refusal?.Reason, state);
    }

    [Theory]
    [InlineData("mine, in force", "officer/ana", 5, "token", 3, null)]
    [InlineData("lapsed this moment", "officer/ana", 0, "token", 3, "CLAIM_LOST")]
    [InlineData("an older claim of mine", "officer/ana", 5, "other", 3, "CLAIM_LOST")]
    [InlineData("another's claim, even with its token", "officer/ben", 5, "token", 3, "CLAIM_LOST")]
    [InlineData("free", null, 0, "token", 3, "CLAIM_LOST")]
    [InlineData("mine, but on what was there before", "officer/ana", 5, "token", 2, "VERSION_CHANGED")]
    public void A_case_may_be_decided_under_a_claim_that_is(string state, string? holder, int minutes, string token, int version, string? refused)
    {
        var refusal = ClaimRules.ToDecide(Case(holder, minutes), "officer/ana", token, version, Now);
        Assert.True(refused == refusal?.Reason, state);
    }

    [Fact]
    public void The_loser_of_a_claim_hears_who_holds_it_until_when()
    {
        var refusal = ClaimRules.ToClaim(Case("officer/ben", 5), "officer/ana", Now)!;
        Assert.Equal(StatusCode.FailedPrecondition, refusal.Code);
        Assert.Equal(("officer/ben", "ben", "1970-01-01T00:05:00.000000Z"), (refusal.Metadata["holder"], refusal.Metadata["holderDisplayName"], refusal.Metadata["leaseUntil"]));
    }

    [Fact]
    public void A_lost_claim_names_its_field() =>
        Assert.Equal("claimToken", Assert.Single(ClaimRules.ToUse(Case(null, 0), "officer/ana", "token", Now)!.Fields).Field);

    [Fact]
    public void Whoever_decides_on_an_older_version_hears_what_changed_by_whom_and_when()
    {
        var row = Case("officer/ana", 5);
        (row.LastChange, row.ChangedBy, row.ChangedAt) = (DecisionKind.PriorityChanged, "officer/ben", Now);

        var refusal = ClaimRules.ToDecide(row, "officer/ana", "token", 2, Now)!;

        Assert.Equal(StatusCode.Aborted, refusal.Code);
        Assert.Equal("expectedVersion", Assert.Single(refusal.Fields).Field);
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["change"] = "PRIORITY_CHANGED",
                ["changedAt"] = "1970-01-01T00:00:00.000000Z",
                ["changedBy"] = "officer/ben",
                ["version"] = "3",
            },
            new SortedDictionary<string, string>(refusal.Metadata.ToDictionary()));
    }

    [Fact]
    public void A_decided_case_says_what_was_decided()
    {
        var row = Case(null, 0, queued: false);
        (row.State, row.Disposition) = (CountryCaseState.Rejected, Disposition.FalseReport);

        var refusal = ClaimRules.ToUse(row, "officer/ana", "token", Now)!;

        Assert.Equal((StatusCode.FailedPrecondition, "ALREADY_DECIDED"), (refusal.Code, refusal.Reason));
        Assert.Equal(("REJECTED", "FALSE_REPORT"), (refusal.Metadata["state"], refusal.Metadata["disposition"]));
    }

    private static CountryCaseRow Case(string? holder, int minutes, bool queued = true) => new()
    {
        Name = "cases/case-1/countries/PH",
        CaseId = "case-1",
        Country = "PH",
        Desk = "ph",
        Queued = queued,
        Version = 3,
        Holder = holder,
        ClaimToken = holder is null ? null : "token",
        LeaseUntil = holder is null ? null : Now.AddMinutes(minutes),
    };
}
