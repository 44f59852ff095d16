using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.Storage;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform;
using Referrals.Platform.Credentials;
using Referrals.Testing;
using Xunit;
using static Referrals.Intake.Tests.AddInformation.SenderTests;

namespace Referrals.Intake.Tests.ReadReferral;

public sealed class GetTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Content_is_not_read_unasked_and_each_reading_of_it_is_recorded(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Full());
        var client = intake.Client(IntakeUnderTest.Nca);

        var plain = (await client.GetAsync(new GetRequest { ReferralId = id })).Referral;
        Assert.Null(plain.Content);
        Assert.Equal((100, true), (plain.Facts.Completeness, plain.Facts.ChildAtImmediateRisk));
        Assert.Empty(await ConsultationsAsync(intake));

        var read = (await client.GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("content") })).Referral;
        Assert.Equal("Ana Example", read.Content.Persons[0].Names[0].Full);
        Assert.Null(read.Facts);
        var record = Assert.Single(await ConsultationsAsync(intake));
        Assert.Contains("\"actor\":\"p-agency-uk-nca\"", record, StringComparison.Ordinal);
        Assert.Contains($"\"stream\":\"referrals/{id}\"", record, StringComparison.Ordinal);
        Assert.Contains("\"parts\":\"content\"", record, StringComparison.Ordinal);
        Assert.DoesNotContain("withheld", record, StringComparison.Ordinal);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_wrong_reader_finds_nothing_and_that_is_recorded(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync("ph");
        await story.OfferedAsync("nbi");

        Principal[] others = [IntakeUnderTest.Fbi, Callers.Officer("somchai", "th"), Callers.Team("pnp")];
        foreach (var other in others)
        {
            var refused = await Refused.ByAsync(intake.Client(other).GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("content") }));
            var nothing = await Refused.ByAsync(intake.Client(other).GetAsync(new GetRequest { ReferralId = Ids.New("ref"), ReadMask = Mask("content") }));
            Assert.Equal((StatusCode.NotFound, nothing.Exception.Status.Detail), (refused.Code, refused.Exception.Status.Detail));
        }

        Assert.Equal(StatusCode.PermissionDenied, (await Refused.ByAsync(intake.Client(Callers.Auditor("vera")).GetAsync(new GetRequest { ReferralId = id }))).Code);
        Assert.Equal(7, (await intake.AuditBodiesAsync()).Count(body => body.Contains("access_refused", StringComparison.Ordinal)));
        Assert.Empty(await ConsultationsAsync(intake));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Of_a_joint_team_only_those_members_read_it_whose_agency_may(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Small());
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync("ph");
        await story.OfferedAsync("picacc", limits: new Dictionary<string, Tlp> { ["afp"] = Tlp.Amber, ["ngo-partner"] = Tlp.Green });
        var request = new GetRequest { ReferralId = id, ReadMask = Mask("content") };

        Assert.NotNull((await intake.Client(Callers.Team("picacc", "afp")).GetAsync(request)).Referral.Content);
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(intake.Client(Callers.Team("picacc", "ngo-partner")).GetAsync(request))).Code);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_officer_of_the_desk_and_the_team_it_is_offered_read_it(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync("ph");
        var handOff = await story.OfferedAsync("nbi");
        var officer = intake.Client(Callers.Officer("maria", "ph"));
        var team = intake.Client(Callers.Team("nbi"));

        Assert.NotNull((await officer.GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("content") })).Referral.Content);
        Assert.NotNull((await team.GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("content") })).Referral.Content);
        Assert.Equal(2, (await ConsultationsAsync(intake)).Count);

        await story.DeclinedAsync(handOff);
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(team.GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("content") }))).Code);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_team_is_not_handed_what_waits_for_its_originators_consent(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Full());
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync();
        await story.OfferedAsync("nbi");
        var team = intake.Client(Callers.Team("nbi"));
        Assert.Equal(StatusCode.NotFound, (await Refused.ByAsync(team.GetAsync(new GetRequest { ReferralId = id }))).Code);

        await intake.Client(IntakeUnderTest.Nca).GiveConsentAsync(new GiveConsentRequest { RequestId = "c-1", ReferralId = id, Scope = ConsentScope.LeadTeam });

        Assert.Equal(id, (await team.GetAsync(new GetRequest { ReferralId = id })).Referral.ReferralId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_officer_sees_the_status_of_their_country_only_and_not_who_else_reported(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var referral = Tips.Small();
        referral.Countries.Add("TH");
        var id = await intake.SubmittedAsync(referral);
        var story = new CaseStory(intake);
        await story.MatchedAsync(id, "us-fbi");
        await story.OpenedAsync("ph");

        var status = (await intake.Client(Callers.Officer("maria", "ph")).GetAsync(new GetRequest { ReferralId = id })).Referral.Status;

        Assert.Equal("PH", Assert.Single(status.Countries).Country);
        Assert.Equal(ReferralState.InTriage, status.State);
        Assert.Empty(status.OthersReported);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Supplements_that_do_not_fit_come_with_the_next_reading(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);
        for (var i = 0; i < 5; i++)
        {
            var content = new Referral { Narrative = string.Concat(Enumerable.Repeat("人 ", 50_000)) };
            content.Identifiers.Add(Enumerable.Range(0, 9_000).Select(number => Tips.Account($"{number}-{string.Join('.', Enumerable.Repeat("abcdefg", 8))}")));
            await client.AddInformationAsync(new AddInformationRequest { RequestId = $"a-{i}", ReferralId = id, Content = content });
        }

        var numbers = new List<int>();
        for (var next = 1; next > 0;)
        {
            var page = await client.GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("supplements"), FromSupplement = next });
            Assert.InRange(page.CalculateSize(), 1, 3 << 20);
            numbers.AddRange(page.Referral.Supplements.Select(supplement => supplement.Number));
            next = page.NextSupplement;
        }

        Assert.Equal([1, 2, 3, 4, 5], numbers);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_officer_of_another_desk_reads_under_break_glass_and_the_sender_sees_it_at_once(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync(Tips.Full());
        var story = new CaseStory(intake);
        await story.MatchedAsync(id);
        await story.OpenedAsync("ph");
        var request = new GetRequest { ReferralId = id, ReadMask = Mask("content"), BreakGlass = BreakGlassReason.DangerToLife };

        var read = (await intake.Client(Callers.Officer("somchai", "th")).GetAsync(request)).Referral;

        Assert.Equal("Ana Example", read.Content.Persons[0].Names[0].Full);
        var seen = (await intake.Client(IntakeUnderTest.Nca).GetAsync(new GetRequest { ReferralId = id })).Referral.Status.History[^1];
        Assert.Equal((StatusDetail.ReadUnderBreakGlass, BreakGlassReason.DangerToLife), (seen.Detail, seen.BreakGlass));
        var record = Assert.Single(await intake.AuditBodiesAsync(), body => body.Contains("\"type\":\"break_glass\"", StringComparison.Ordinal));
        Assert.Contains("\"justification\":\"DangerToLife\"", record, StringComparison.Ordinal);
        Assert.Single(await ConsultationsAsync(intake));
        var sender = await Refused.ByAsync(intake.Client(IntakeUnderTest.Fbi).GetAsync(request));
        Assert.Equal([("breakGlass", "NOT_ALLOWED")], sender.Fields);
        var nothing = await Refused.ByAsync(intake.Client(Callers.Officer("somchai", "th")).GetAsync(new GetRequest(request) { ReferralId = Ids.New("ref") }));
        Assert.Equal(StatusCode.NotFound, nothing.Code);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_mask_names_known_parts_only(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var id = await intake.SubmittedAsync();

        var refused = await Refused.ByAsync(intake.Client(IntakeUnderTest.Nca).GetAsync(new GetRequest { ReferralId = id, ReadMask = Mask("content.narrative") }));

        Assert.Equal([("readMask", "UNKNOWN_FIELD")], refused.Fields);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Matching_reads_many_at_once_and_nobody_else_does(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var first = await intake.SubmittedAsync(Tips.Full("EX-1"));
        var second = await intake.SubmittedAsync(Tips.Full("EX-2"));
        await intake.Client(IntakeUnderTest.Nca).AddInformationAsync(new AddInformationRequest { RequestId = "a-1", ReferralId = first, Content = new Referral { Region = "PH-07" } });
        var request = new GetForMatchingRequest { Keys = { Key(second, 0), Key(first, 1), Key(Ids.New("ref"), 0), Key(first, 0) } };

        var read = (await intake.Client(Callers.Service("matching")).GetForMatchingAsync(request)).Contents;

        Assert.Equal(request.Keys.Select(key => (key.ReferralId, key.Supplement)), read.Select(content => (content.ReferralId, content.Supplement)));
        Assert.Equal("EX-2", read[0].Content.AgencyReference);
        Assert.Equal("PH-07", read[1].Content.Region);
        Assert.Null(read[2].Content);
        Assert.Equal(read[0].ContentSha256, read[3].ContentSha256);
        Assert.Equal(1, read[3].Facts.Supplements);
        Assert.Empty(await ConsultationsAsync(intake));
        Assert.Equal(StatusCode.PermissionDenied, (await Refused.ByAsync(intake.Client(Callers.Service("triage")).GetForMatchingAsync(request))).Code);
        Assert.Equal(StatusCode.InvalidArgument, (await Refused.ByAsync(intake.Client(Callers.Service("matching")).GetForMatchingAsync(new GetForMatchingRequest()))).Code);
    }

    private static MatchingKey Key(string id, int supplement) => new() { ReferralId = id, Supplement = supplement };

    private static async Task<List<string>> ConsultationsAsync(ServiceUnderTest<IntakeDbContext> intake) =>
        [.. (await intake.AuditBodiesAsync()).Where(body => body.Contains("\"type\":\"consulted\"", StringComparison.Ordinal))];
}
