using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.AcceptCase;

public sealed class AcceptRulesTests
{
    [Fact]
    public void An_acceptance_is_justified_under_a_claim_and_on_what_was_seen()
    {
        Assert.Empty(Broken(_ => { }));
        Assert.Equal(["justification REQUIRED"], Broken(request => request.Justification = JustificationCode.Unspecified));
        Assert.Equal(["note REQUIRED"], Broken(request => request.Justification = JustificationCode.OfficerJudgement));
        Assert.Equal(["claimToken REQUIRED"], Broken(request => request.ClaimToken = ""));
        Assert.Equal(["expectedVersion REQUIRED"], Broken(request => request.ExpectedVersion = 0));
    }

    [Fact]
    public void A_lead_chosen_over_the_policy_needs_a_reason_in_words()
    {
        Assert.Equal(["note REQUIRED"], Broken(request => request.LeadTeamId = "nbi-ahtrad"));
        Assert.Equal(["note REQUIRED"], Broken(request => (request.LeadTeamId, request.Note) = ("nbi-ahtrad", "   ")));
        Assert.Empty(Broken(request => (request.LeadTeamId, request.Note) = ("nbi-ahtrad", "they know the place")));
        Assert.Equal(["leadTeamId MALFORMED"], Broken(request => (request.LeadTeamId, request.Note) = ("no such/team", "why")));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(-1, false)]
    [InlineData(long.MaxValue, false)]
    public void An_acceptance_is_held_for_at_most_a_minute(long seconds, bool allowed) =>
        Assert.Equal(allowed ? [] : ["undoHold OUT_OF_RANGE"], Broken(request => request.UndoHold = new Duration { Seconds = seconds }));

    [Theory]
    [InlineData(Priority.P1Immediate, 10, false)]
    [InlineData(Priority.P1Immediate, 0, true)]
    [InlineData(Priority.P2Urgent, 10, true)]
    public void A_child_in_danger_is_never_held_back(Priority priority, int seconds, bool allowed)
    {
        var hold = AcceptRules.Hold(new AcceptRequest { UndoHold = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) }, priority);
        Assert.Equal(!allowed, hold.IsRefused);
        if (!allowed)
            Assert.Equal("undoHold", Assert.Single(hold.Refusal!.Fields).Field);
    }

    private static List<string> Broken(Action<AcceptRequest> change)
    {
        var request = new AcceptRequest
        {
            CountryCase = TriageUnderTest.Philippines(Ids.New("case")),
            ClaimToken = "token",
            ExpectedVersion = 1,
            Justification = JustificationCode.ChildAtRisk,
        };
        change(request);
        return [.. AcceptRules.Validate(request).Fields.Select(field => $"{field.Field} {field.Reason}")];
    }
}
