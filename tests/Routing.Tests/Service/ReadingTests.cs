using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Routing.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Routing.Tests.Service;

public sealed class ReadingTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_team_sees_its_own_hand_offs_and_an_attempt_at_anothers_is_recorded(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var id = (await routing.HandOffAsync(countryCase, "nbi-ahtrad")).HandOffId;

        Assert.Empty((await routing.Team("pnp-wcpc").ListInboxAsync(new ListInboxRequest())).HandOffs);
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Team("pnp-wcpc").GetHandOffAsync(new GetHandOffRequest { HandOffId = id })));
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Officer("th").GetHandOffAsync(new GetHandOffRequest { HandOffId = id })));
        Assert.Equal(2, (await routing.RecordsAsync("access_refused")).Count);
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Team("pnp-wcpc").GetHandOffAsync(new GetHandOffRequest { HandOffId = "hof-none" })));
        Assert.Equal(3, (await routing.RecordsAsync("access_refused")).Count);

        Assert.Single((await routing.Officer().GetHandOffAsync(new GetHandOffRequest { HandOffId = id })).Referrals);
        var audited = await routing.As(Callers.Auditor("cruz")).GetHandOffAsync(new GetHandOffRequest { HandOffId = id });
        Assert.Empty(audited.Referrals);
        Assert.Single(audited.History);
        var all = await routing.Officer().ListCaseHandOffsAsync(new ListCaseHandOffsRequest { CountryCase = countryCase });
        Assert.Equal((3, "desk/ph"), (all.HandOffs.Count, all.Custodian));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_member_of_a_joint_team_sees_what_its_agency_may(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var red = Cases.Referral("us-ice", IncidentType.LiveStreamed, "PH-00") with { Tlp = Tlp.Red };
        var amber = Cases.Referral("us-fbi", IncidentType.LiveStreamed, "PH-00");
        var green = Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-00") with { Tlp = Tlp.Green };
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, red, amber, green);
        var request = new GetHandOffRequest { HandOffId = (await routing.HandOffAsync(countryCase, "picacc")).HandOffId };

        foreach (var (agency, seen) in new[] { ("nbi", 3), ("uk-nca", 2), ("afp", 2), ("ngo-partner", 1) })
        {
            var read = await routing.Team("picacc", agency).GetHandOffAsync(request);
            Assert.Equal((agency, seen, seen), (agency, read.Referrals.Count, read.HandOff.ReferralCount));
            Assert.Equal(agency == "nbi", read.HandOff.AgencyIds.Contains("us-ice"));
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_member_of_a_joint_team_that_the_policy_does_not_name_any_more_sees_no_more_than_before(StoreKind kind)
    {
        var shipped = await File.ReadAllTextAsync(Repository.File("deploy", "policies", "routing", "philippines.yaml"));
        using var directory = new TempDirectory();
        var file = directory.File("policy.yaml");
        await File.WriteAllTextAsync(file, shipped);
        await using var routing = await RoutingUnderTest.StartAsync(kind, configuration: ("Policies:Routing", directory.Path));
        var referrals = new[] { Tlp.Red, Tlp.Amber, Tlp.Green, Tlp.Clear }.Select((tlp, i) => Cases.Referral($"agency-{i}", IncidentType.LiveStreamed, "PH-00") with { Tlp = tlp });
        var countryCase = await routing.AcceptAsync(Priority.P2Urgent, [.. referrals]);
        var request = new GetHandOffRequest { HandOffId = (await routing.HandOffAsync(countryCase, "picacc")).HandOffId };

        await File.WriteAllTextAsync(file, shipped.Replace("ph-2020.1", "ph-2020.2", StringComparison.Ordinal).Replace("picacc", "another", StringComparison.Ordinal));
        await routing.As(Callers.Operator).ReloadPolicyAsync(new ReloadPolicyRequest { RequestId = RoutingUnderTest.NewRequest() });

        Assert.Equal((4, 3, 2), (await SeenAsync("nbi"), await SeenAsync("afp"), await SeenAsync("ngo-partner")));

        await routing.Service.Store.ExecuteAsync((work, token) => work.Sql.ExecuteAsync("delete from policies where version = 'ph-2020.1'", [], token), CancellationToken.None);
        Assert.Equal(1, await SeenAsync("nbi"));

        async Task<int> SeenAsync(string agency)
        {
            var read = await routing.Team("picacc", agency).GetHandOffAsync(request);
            Assert.Equal(read.Referrals.Count, read.HandOff.ReferralCount);
            return read.Referrals.Count;
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_inbox_shows_what_must_be_acknowledged_first_page_by_page(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var held = await routing.AcceptAsync(Priority.P1Immediate, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        await routing.AcknowledgeAsync(held, "nbi-ahtrad");
        var later = await routing.AcceptAsync(Priority.P3Standard, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var sooner = await routing.AcceptAsync(Priority.P1Immediate, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var nbi = routing.Team("nbi-ahtrad");

        var first = await nbi.ListInboxAsync(new ListInboxRequest { PageSize = 2 });
        var second = await nbi.ListInboxAsync(new ListInboxRequest { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal([sooner, later], first.HandOffs.Select(handOff => handOff.CountryCase));
        Assert.Equal([held], second.HandOffs.Select(handOff => handOff.CountryCase));
        Assert.Equal((3, ""), (first.TotalSize, second.NextPageToken));
        Assert.Equal([held], (await nbi.ListInboxAsync(new ListInboxRequest { States = { HandOffState.Acknowledged } })).HandOffs.Select(handOff => handOff.CountryCase));
        Assert.Equal("InvalidArgument INVALID_ARGUMENT", await RoutingUnderTest.RefusalAsync(nbi.ListInboxAsync(new ListInboxRequest { PageSize = -1 })));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_watch_goes_on_from_where_a_page_was_read(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        var nbi = routing.Team("nbi-ahtrad");
        await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var page = await nbi.ListInboxAsync(new ListInboxRequest());
        var missed = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));

        using var watch = nbi.WatchInbox(new WatchInboxRequest { WatchToken = page.WatchToken });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(missed, watch.ResponseStream.Current.HandOff.CountryCase);

        await routing.AcknowledgeAsync(missed, "nbi-ahtrad");
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(HandOffState.Acknowledged, watch.ResponseStream.Current.HandOff.State);
        Assert.NotEqual(page.WatchToken, watch.ResponseStream.Current.WatchToken);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Statistics_add_up_without_names_and_a_team_gets_its_own(StoreKind kind)
    {
        await using var routing = await RoutingUnderTest.StartAsync(kind);
        for (var i = 0; i < 3; i++)
        {
            var countryCase = await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed, "PH-00"));
            await routing.AcknowledgeAsync(countryCase, "picacc");
            await routing.Team("picacc", "nbi").RecordOutcomeAsync(new RecordOutcomeRequest
            {
                RequestId = RoutingUnderTest.NewRequest(),
                HandOffId = (await routing.HandOffAsync(countryCase, "picacc")).HandOffId,
                Outcome = new HandOffOutcome { Outcome = Outcome.Arrest, PersonsSafeguarded = 4, PersonsArrested = 1 },
            });
        }

        var all = await routing.Officer().GetStatisticsAsync(new GetStatisticsRequest { GroupBy = { StatisticsDimension.Country } });
        var row = Assert.Single(all.Rows);
        Assert.Equal(("PH", 9, 3, 3, 3), (row.Country, row.Offered, row.Acknowledged, row.Completed, row.CountryCases));
        Assert.Equal((12, 3, 1.0), (row.PersonsSafeguarded, row.PersonsArrested, row.FeedbackShare));
        Assert.InRange(row.MedianTimeToTriage.ToTimeSpan(), TimeSpan.FromHours(2), TimeSpan.FromHours(3));

        var own = await routing.Team("picacc").GetStatisticsAsync(new GetStatisticsRequest());
        Assert.Equal([("picacc", "2026-03", Outcome.Arrest, 3)], own.Rows.Select(mine => (mine.TeamId, mine.Month, mine.Outcome, mine.Offered)));
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(routing.Team("picacc").GetStatisticsAsync(new GetStatisticsRequest { TeamIds = { "nbi-ahtrad" } })));
    }

    [Fact]
    public async Task The_directory_lists_the_teams_in_force_and_what_waits_for_them()
    {
        await using var routing = await RoutingUnderTest.StartAsync(StoreKind.Sqlite);
        await routing.AcceptAsync(Priority.P2Urgent, Cases.Referral("uk-nca", IncidentType.LiveStreamed));
        var officer = new TeamDirectoryService.TeamDirectoryServiceClient(routing.Service.As(Callers.Officer("reyes", "ph")));
        var team = new TeamDirectoryService.TeamDirectoryServiceClient(routing.Service.As(Callers.Team("picacc")));

        var aftercare = await officer.ListTeamsAsync(new ListTeamsRequest { Country = "PH", Role = HandOffRole.Aftercare, PageSize = 2 });
        Assert.Equal(["dswd-ncr", "dswd-ro7"], aftercare.Teams.Select(one => one.TeamId));
        Assert.Equal(1, aftercare.Teams[1].Waiting);
        Assert.NotEqual("", aftercare.NextPageToken);
        var joint = (await team.GetTeamAsync(new GetTeamRequest { TeamId = "picacc" })).Team;
        Assert.Equal(["nbi", "pnp", "uk-nca", "afp", "ngo-partner"], joint.MemberAgencyIds);
        Assert.Equal("NotFound NOT_FOUND", await RoutingUnderTest.RefusalAsync(officer.GetTeamAsync(new GetTeamRequest { TeamId = "none" })));
    }

    [Theory]
    [InlineData("reference", "teamReference")]
    [InlineData("long reference", "teamReference")]
    [InlineData("reason", "reason")]
    [InlineData("text", "text")]
    [InlineData("outcome", "outcome")]
    [InlineData("closed", "outcome.closedReason")]
    [InlineData("progress", "code")]
    [InlineData("hand-off", "handOffId")]
    public async Task A_request_with_a_mistake_is_refused_with_its_field(string mistake, string field)
    {
        await using var routing = await RoutingUnderTest.StartAsync(StoreKind.Sqlite);
        var team = routing.Team("nbi-ahtrad");
        var id = RoutingUnderTest.NewRequest();
        var error = await Assert.ThrowsAsync<RpcException>(async () => _ = mistake switch
        {
            "reference" => (object)await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = id, HandOffId = "hof-1" }),
            "long reference" => await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = id, HandOffId = "hof-1", TeamReference = new string('x', 129) }),
            "reason" => await team.DeclineAsync(new DeclineRequest { RequestId = id, HandOffId = "hof-1" }),
            "text" => await team.DeclineAsync(new DeclineRequest { RequestId = id, HandOffId = "hof-1", Reason = DeclineReason.Other }),
            "outcome" => await team.RecordOutcomeAsync(new RecordOutcomeRequest { RequestId = id, HandOffId = "hof-1" }),
            "closed" => await team.RecordOutcomeAsync(new RecordOutcomeRequest { RequestId = id, HandOffId = "hof-1", Outcome = new HandOffOutcome { Outcome = Outcome.Closed } }),
            "progress" => await team.RecordProgressAsync(new RecordProgressRequest { RequestId = id, HandOffId = "hof-1" }),
            _ => await team.AcknowledgeAsync(new AcknowledgeRequest { RequestId = id, TeamReference = "x" }),
        });

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.StartsWith($"{field}:", error.Status.Detail, StringComparison.Ordinal);
    }
}
