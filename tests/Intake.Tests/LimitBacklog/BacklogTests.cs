using Grpc.Core;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.LimitBacklog;

public sealed class BacklogTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Above_the_bound_new_referrals_are_refused_with_a_delay(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store, ("Intake:MaximumBacklog", "3"), ("Intake:RetryAfter", "00:00:07"));
        var first = await intake.SubmitAsync(Tips.Small("EX-1"));
        await intake.SubmittedAsync();
        await intake.SubmittedAsync();

        var refused = await Refused.ByAsync(() => intake.SubmitAsync(Tips.Small()));

        Assert.Equal((StatusCode.ResourceExhausted, "BACKLOG_FULL"), (refused.Code, refused.Reason));
        Assert.Equal(7, refused.Retry.RetryDelay.Seconds);
        Assert.Equal(3, await intake.CountAsync("referrals"));
        Assert.Equal(first.Receipt, (await intake.SubmitAsync(Tips.Small("EX-1"))).Receipt);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Urgent_ones_are_still_admitted_within_the_quota_of_their_agency_and_hour(StoreKind store)
    {
        var time = new ShiftedTime();
        await using var intake = await IntakeUnderTest.StartAsync(store, new ServiceSettings
        {
            Time = time,
            Configuration = new Dictionary<string, string> { ["Intake:MaximumBacklog"] = "1", ["Intake:UrgentQuotaPerAgency"] = "2" },
        });
        await intake.SubmittedAsync();
        var twice = Tips.Urgent();
        await intake.SubmittedAsync(twice);
        await intake.SubmittedAsync(twice);
        await intake.SubmittedAsync(Tips.Urgent());

        Assert.Equal(StatusCode.ResourceExhausted, (await Refused.ByAsync(() => intake.SubmitAsync(Tips.Urgent()))).Code);
        await intake.SubmittedAsync(Tips.Urgent(), IntakeUnderTest.Fbi);
        time.Advance(TimeSpan.FromHours(1));
        await intake.SubmittedAsync(Tips.Urgent());
        Assert.Equal(5, await intake.CountAsync("referrals"));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Adding_information_is_never_blocked(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store, ("Intake:MaximumBacklog", "1"));
        var id = await intake.SubmittedAsync();
        Assert.Equal(StatusCode.ResourceExhausted, (await Refused.ByAsync(() => intake.SubmitAsync(Tips.Small()))).Code);

        var added = await intake.Client(IntakeUnderTest.Nca).AddInformationAsync(new AddInformationRequest { RequestId = "a-1", ReferralId = id, Content = new Referral { Region = "PH-07" } });

        Assert.Equal(1, added.Supplement);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_reached_triage_makes_room_and_what_was_only_matched_does_not(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store, ("Intake:MaximumBacklog", "2"));
        var story = new CaseStory(intake);
        await intake.SubmittedAsync();
        var id = await intake.SubmittedAsync();
        await story.MatchedAsync(id);
        Assert.Equal(StatusCode.ResourceExhausted, (await Refused.ByAsync(() => intake.SubmitAsync(Tips.Small()))).Code);

        await story.OpenedAsync();

        await Eventually.Async(async () =>
        {
            try
            {
                await intake.SubmitAsync(Tips.Small());
                return true;
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.ResourceExhausted)
            {
                return false;
            }
        });
    }
}
