using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.FollowStatus;

public sealed class FollowStatusTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_sender_follows_its_referral_to_the_outcome(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync();
        await story.AcceptedAsync();
        var handOff = await story.OfferedAsync();
        await story.OfferedAsync("dswd", HandOffRole.Aftercare);
        await story.AcknowledgedAsync(handOff);
        await story.OutcomeAsync(handOff);
        await story.CompletedAsync(handOff);

        var status = await intake.StatusAsync(id);

        Assert.Equal(
            [
                (1, StatusDetail.Received, ReferralState.Received),
                (2, StatusDetail.MatchedNew, ReferralState.Received),
                (3, StatusDetail.InTriage, ReferralState.InTriage),
                (4, StatusDetail.Accepted, ReferralState.Accepted),
                (5, StatusDetail.Offered, ReferralState.Routed),
                (6, StatusDetail.Offered, ReferralState.Routed),
                (7, StatusDetail.Acknowledged, ReferralState.Acknowledged),
                (8, StatusDetail.Outcome, ReferralState.InProgress),
                (9, StatusDetail.Completed, ReferralState.Completed),
            ],
            status.History.Select(entry => (entry.Number, entry.Detail, entry.State)));
        Assert.Equal(ReferralState.Completed, status.State);
        var acknowledged = status.History[6].HandOff;
        Assert.Equal(("Team nbi", "NBI-2026-7", HandOffRole.Lead), (acknowledged.TeamDisplayName, acknowledged.TeamReference, acknowledged.Role));
        var outcome = status.History[7].HandOff;
        Assert.Equal((Outcome.Arrest, 2, 3, Usefulness.Yes), (outcome.Outcome, outcome.PersonsSafeguarded, outcome.PersonsArrested, outcome.Usefulness));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_sender_sees_that_feedback_is_overdue_and_the_case_stays_where_it_is(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync();
        await story.AcceptedAsync();
        var handOff = await story.OfferedAsync();
        await story.AcknowledgedAsync(handOff);
        await story.FeedbackLapsedAsync(handOff);

        var last = (await intake.StatusAsync(id)).History[^1];
        Assert.Equal((StatusDetail.FeedbackOverdue, ReferralState.Acknowledged, handOff), (last.Detail, last.State, last.HandOff.HandOffId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_event_about_a_case_of_many_referrals_is_one_row_and_reaches_them_all(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var story = new CaseStory(intake);
        var ids = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await intake.SubmittedAsync());
            await story.MatchedAsync(ids[^1]);
        }

        await story.OpenedAsync();

        Assert.Equal(1, await intake.CountAsync("case_entries"));
        foreach (var id in ids)
            Assert.Equal(ReferralState.InTriage, (await intake.StatusAsync(id)).State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task One_that_joins_a_case_that_is_routed_is_routed(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var story = new CaseStory(intake);
        await story.MatchedAsync(await intake.SubmittedAsync());
        await story.OpenedAsync();
        await story.AcceptedAsync();
        await story.OfferedAsync();

        var id = await intake.SubmittedAsync(sender: IntakeUnderTest.Fbi);
        await story.MatchedAsync(id, "uk-nca");

        var status = await intake.StatusAsync(id, IntakeUnderTest.Fbi);
        Assert.Equal(ReferralState.Routed, status.State);
        Assert.Equal([StatusDetail.Received, StatusDetail.MatchedKnown, StatusDetail.Offered], status.History.Select(entry => entry.Detail));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_reporter_learns_of_the_others_and_whom_to_call(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store, ("Intake:Agencies:uk-nca:DisplayName", "National Crime Agency"), ("Intake:Agencies:uk-nca:Contact", "+44 900 000 0001"));
        var story = new CaseStory(intake);
        var nca = await intake.SubmittedAsync(sender: IntakeUnderTest.Nca);
        await story.MatchedAsync(nca);
        Assert.Empty((await intake.StatusAsync(nca)).OthersReported);

        var fbi = await intake.SubmittedAsync(sender: IntakeUnderTest.Fbi);
        await story.MatchedAsync(fbi, "uk-nca");

        var known = Assert.Single((await intake.StatusAsync(fbi, IntakeUnderTest.Fbi)).OthersReported);
        Assert.Equal(("uk-nca", "National Crime Agency", "+44 900 000 0001"), (known.AgencyId, known.DisplayName, known.Contact));
        var other = Assert.Single((await intake.StatusAsync(nca)).OthersReported);
        Assert.Equal(("us-fbi", "exchange desk"), (other.AgencyId, other.Contact));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_sender_learns_who_asked_about_an_identifier_of_its_referral_and_nobody_else_does(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var (id, other) = (await intake.SubmittedAsync(), await intake.SubmittedAsync(sender: IntakeUnderTest.Fbi));
        var (story, elsewhere) = (new CaseStory(intake), new CaseStory(intake));
        await story.MatchedAsync(id);
        await story.MatchedAsync(other, "uk-nca");
        await story.OpenedAsync();

        await story.QueriedAsync(id);
        await elsewhere.QueriedAsync(id);

        var told = Assert.Single((await intake.StatusAsync(id)).History, entry => entry.Detail == StatusDetail.Queried);
        Assert.Equal(("us-ice", "Homeland Security", "duty@ice.example", "ICE-7"), (told.AskedBy.AgencyId, told.AskedBy.DisplayName, told.AskedBy.Contact, told.AskedUnder));
        Assert.Equal(ReferralState.InTriage, (await intake.StatusAsync(id)).State);
        Assert.DoesNotContain((await intake.StatusAsync(other, IntakeUnderTest.Fbi)).History, entry => entry.Detail == StatusDetail.Queried);
        Assert.DoesNotContain((await intake.StatusAsync(id, Callers.Officer("maria", "ph"))).History, entry => entry.Detail == StatusDetail.Queried);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_lead_that_declines_gives_way_to_the_next_or_leaves_an_orphan(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync();
        await story.AcceptedAsync();
        await story.DeclinedAsync(await story.OfferedAsync("nbi"), "nbi", next: "pnp");
        Assert.Equal(ReferralState.Routed, (await intake.StatusAsync(id)).State);

        await story.DeclinedAsync(await story.OfferedAsync("pnp"), "pnp");
        await story.OrphanedAsync();

        Assert.Equal(ReferralState.Orphaned, (await intake.StatusAsync(id)).State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rejection_says_what_would_reopen_it(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync();
        await story.RejectedAsync();

        var country = Assert.Single((await intake.StatusAsync(id)).Countries);
        Assert.Equal((ReferralState.Rejected, Disposition.InsufficientInformation, RequestedDatum.Location), (country.State, country.Disposition, country.MissingDatum));

        await story.OpenedAsync(reopened: true);
        country = Assert.Single((await intake.StatusAsync(id)).Countries);
        Assert.Equal((ReferralState.InTriage, Disposition.Unspecified), (country.State, country.Disposition));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_headline_is_the_least_advanced_open_country(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var referral = Tips.Small();
        referral.Countries.Add("TH");
        var id = await intake.SubmittedAsync(referral);
        var philippines = new CaseStory(intake);
        await philippines.MatchedAsync(id);
        await philippines.OpenedAsync();
        await philippines.AcceptedAsync();

        var status = await intake.StatusAsync(id);

        Assert.Equal(ReferralState.Received, status.State);
        Assert.Equal("TH", Assert.Single(status.Countries, country => country.Headline).Country);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watcher_sees_entries_as_they_come_from_the_number_it_asks_for(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        using var call = intake.Client(IntakeUnderTest.Nca).WatchStatus(new WatchStatusRequest { ReferralId = id, FromNumber = 2 });
        var entries = call.ResponseStream;
        Assert.True(await entries.MoveNext(CancellationToken.None));
        Assert.Equal((2, StatusDetail.MatchedNew), (entries.Current.Entry.Number, entries.Current.Entry.Detail));

        await story.OpenedAsync();

        Assert.True(await entries.MoveNext(CancellationToken.None));
        Assert.Equal((3, StatusDetail.InTriage, ReferralState.InTriage), (entries.Current.Entry.Number, entries.Current.Entry.Detail, entries.Current.State));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watcher_of_all_sees_what_happens_to_its_own_from_now_on(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var before = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(before);
        using var call = intake.Client(IntakeUnderTest.Nca).WatchStatus(new WatchStatusRequest());
        var watching = await BeginAsync(intake, call.ResponseStream);

        await intake.SubmittedAsync(sender: IntakeUnderTest.Fbi);
        await story.OpenedAsync();
        var seen = new HashSet<(string, int, StatusDetail)>(watching);
        while (!seen.Contains((before, 3, StatusDetail.InTriage)))
        {
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            seen.Add((call.ResponseStream.Current.ReferralId, call.ResponseStream.Current.Entry.Number, call.ResponseStream.Current.Entry.Detail));
        }

        Assert.All(seen, entry => Assert.True(entry.Item3 == StatusDetail.Received || entry.Item1 == before));
        Assert.DoesNotContain(seen, entry => entry.Item1 == before && entry.Item2 < 3);
    }

    /// <summary>Commands and events of one case at once, on PostgreSQL by two instances: no number that was told is ever another's.</summary>
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watcher_is_told_the_history_as_it_is_read_at_the_end_whatever_happens_at_once(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        await using var other = store == StoreKind.Sqlite
            ? null
            : await IntakeUnderTest.StartAsync(store, new ServiceSettings { Database = intake.Database, DataDirectory = intake.DataDirectory });
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        var routing = new CaseStory(other ?? intake, story.CaseId);
        using var call = intake.Client(IntakeUnderTest.Nca).WatchStatus(new WatchStatusRequest { ReferralId = id });
        var told = new List<StatusEntry>();
        var watching = Task.Run(async () =>
        {
            while (told.Count < 62 && await call.ResponseStream.MoveNext(CancellationToken.None))
                told.Add(call.ResponseStream.Current.Entry);
        });

        await Task.WhenAll(
            RepeatAsync(_ => story.OpenedAsync(reopened: true)),
            RepeatAsync(_ => routing.OfferedAsync()),
            RepeatAsync(number => (other ?? intake).Client(IntakeUnderTest.Nca).AddInformationAsync(
                new AddInformationRequest { RequestId = $"a-{number}", ReferralId = id, Content = new Referral { Region = "PH-07" } }).ResponseAsync));
        await watching.WaitAsync(Eventually.Patience);

        Assert.Equal((await intake.StatusAsync(id)).History, told);
        Assert.Equal(Enumerable.Range(1, 62), told.Select(entry => entry.Number));
    }

    private static async Task RepeatAsync(Func<int, Task> step)
    {
        for (var i = 0; i < 20; i++)
            await step(i);
    }

    /// <summary>A watch begins when it is served, which the caller cannot see: submissions until one is told.</summary>
    private static async Task<List<(string, int, StatusDetail)>> BeginAsync(ServiceUnderTest<Storage.IntakeDbContext> intake, IAsyncStreamReader<WatchStatusResponse> entries)
    {
        var next = entries.MoveNext(CancellationToken.None);
        await Eventually.Async(async () =>
        {
            if (next.IsCompleted)
                return true;
            await intake.SubmittedAsync();
            return false;
        });
        Assert.True(await next);
        return [(entries.Current.ReferralId, entries.Current.Entry.Number, entries.Current.Entry.Detail)];
    }
}
