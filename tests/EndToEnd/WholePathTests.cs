using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.EndToEnd;

public sealed class WholePathTests(RunningExchange exchange) : IClassFixture<RunningExchange>
{
    [Fact]
    public async Task A_referral_goes_from_the_agency_to_the_team_and_its_outcome_comes_back()
    {
        var users = new Users(exchange.Access);
        var referral = await users.SubmitAsync();
        var countryCase = await users.AcceptAsync(referral);

        var offered = await users.OfferedAsync(countryCase);
        Assert.Equal((HandOffRole.Lead, HandOffState.Offered, "desk/ph"), (offered.Role, offered.State, offered.From));
        await users.Team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = offered.HandOffId, TeamReference = "NBI-2026-0001" });
        var acknowledged = await users.ReachesAsync(referral, ReferralState.Acknowledged);
        Assert.Contains(acknowledged.History, entry => entry.HandOff?.TeamReference == "NBI-2026-0001");

        await users.Team.RecordProgressAsync(new RecordProgressRequest { RequestId = Users.Fresh(), HandOffId = offered.HandOffId, Code = ProgressCode.LocationConfirmed });
        await users.ReachesAsync(referral, ReferralState.InProgress);
        await users.Team.RecordOutcomeAsync(new RecordOutcomeRequest
        {
            RequestId = Users.Fresh(),
            HandOffId = offered.HandOffId,
            Outcome = new HandOffOutcome { Outcome = Outcome.Arrest, PersonsArrested = 1, PersonsSafeguarded = 2, Usefulness = Usefulness.Yes },
        });

        var status = await users.ReachesAsync(referral, ReferralState.Completed);
        var outcome = status.History.Last(entry => entry.HandOff?.Outcome == Outcome.Arrest);
        Assert.Equal((1, 2), (outcome.HandOff.PersonsArrested, outcome.HandOff.PersonsSafeguarded));
    }

    [Fact]
    public async Task The_trail_of_that_path_is_whole_and_in_order()
    {
        var users = new Users(exchange.Access);
        var referral = await users.SubmitAsync();
        var offered = await users.OfferedAsync(await users.AcceptAsync(referral));
        await users.Team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = Users.Fresh(), HandOffId = offered.HandOffId, TeamReference = "NBI-2026-0002" });
        await users.Team.RecordOutcomeAsync(new RecordOutcomeRequest
        {
            RequestId = Users.Fresh(),
            HandOffId = offered.HandOffId,
            Outcome = new HandOffOutcome { Outcome = Outcome.Closed, ClosedReason = ClosedReason.Unfounded, Usefulness = Usefulness.NoLimited },
        });

        var trail = await users.TrailAsync(referral, "completed");

        Assert.True(trail.Complete);
        Assert.All(trail.Completeness, stream => Assert.Equal((1L, 0L), (stream.First, stream.MissingCount)));
        string[] path = ["received", "matched", "opened", "claimed", "accepted", "offered", "acknowledged", "outcome", "completed"];
        var ofLead = trail.Records.Where(record => record.HandOffId.Length == 0 || record.HandOffId == offered.HandOffId).Select(record => record.Type).ToList();
        Assert.Equal(path, ofLead.Where(path.Contains).Distinct());
        Assert.Equal(trail.Records.Select(record => record.Index).Order(), trail.Records.Select(record => record.Index));
        Assert.DoesNotContain("[withheld]", trail.ToString(), StringComparison.Ordinal);
    }
}
