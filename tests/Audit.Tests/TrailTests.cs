using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

public sealed class TrailTests
{
    private readonly Story story = new();
    private readonly string referral = Ids.New("ref");
    private readonly string caseId = Ids.New("case");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_trail_goes_from_the_submission_to_the_team_and_says_that_it_is_whole(StoreKind kind)
    {
        story.Whole(Ids.New("ref"), Ids.New("case"), "us-ice");
        story.Whole(referral, caseId, "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);

        var trail = await audit.Client(Story.Auditor).GetTrailAsync(new GetTrailRequest { ReferralId = referral });

        Assert.Equal(["received", "matched", "opened", "accepted", "offered", "acknowledged"], trail.Records.Select(record => record.Type));
        Assert.True(trail.Complete);
        var country = Story.CountryCase(caseId, "PH");
        Assert.Equal(
            [("intake", $"referrals/{referral}", 1L, 1L), ("matching", $"cases/{caseId}", 1, 1), ("triage", country, 1, 2), ("routing", country, 1, 2)],
            trail.Completeness.Select(stream => (stream.Service, stream.Stream, stream.First, stream.Last)));
        Assert.All(trail.Completeness, stream => Assert.Empty(stream.Missing));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_happened_in_the_case_before_the_referral_joined_and_after_it_left_is_not_in_its_trail(StoreKind kind)
    {
        var elsewhere = Ids.New("case");
        story.Whole(Ids.New("ref"), caseId, "us-ice");
        var received = story.Received(referral, "uk-nca");
        story.Placed(AuditTypes.Matched, referral, caseId, "uk-nca", received);
        story.InCase(Topology.Routing, caseId, "PH", new AuditEntry { Type = AuditTypes.Progress, Team = "nbi-ahtrad" });
        story.Placed(AuditTypes.Split, referral, elsewhere, "uk-nca");
        story.InCase(Topology.Routing, caseId, "PH", new AuditEntry { Type = AuditTypes.Outcome, Team = "nbi-ahtrad" });
        story.InCase(Topology.Triage, elsewhere, "PH", new AuditEntry { Type = AuditTypes.Opened, To = "desk/ph" });
        await using var audit = await LogUnderTest.StartAsync(kind);
        foreach (var telling in story.Tellings)
            await audit.TellAsync(telling);

        Assert.Equal(["received", "matched", "progress", "split", "opened"], await audit.TypesOfTrailAsync(referral));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_has_the_trail_of_its_country_cases_and_each_of_them_its_own(StoreKind kind)
    {
        story.Whole(referral, caseId, "uk-nca");
        story.InCase(Topology.Triage, caseId, "TH", new AuditEntry { Type = AuditTypes.Opened, To = "desk/general" });
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var client = audit.Client(Story.Auditor);

        var whole = await client.GetTrailAsync(new GetTrailRequest { CaseId = caseId });
        var thailand = await client.GetTrailAsync(new GetTrailRequest { CountryCase = Story.CountryCase(caseId, "TH") });

        Assert.Equal(6, whole.Records.Count);
        Assert.DoesNotContain(whole.Records, record => record.Type == AuditTypes.Received);
        Assert.Equal("desk/general", Assert.Single(thailand.Records).To);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Pages_of_a_trail_follow_one_another(StoreKind kind)
    {
        story.Whole(referral, caseId, "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var types = new List<string>();
        var request = new GetTrailRequest { ReferralId = referral, PageSize = 4 };
        do
        {
            var page = await audit.Client(Story.Auditor).GetTrailAsync(request);
            Assert.Equal(4, page.Completeness.Count);
            types.AddRange(page.Records.Select(record => record.Type));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(["received", "matched", "opened", "accepted", "offered", "acknowledged"], types);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_record_that_is_known_and_not_in_the_log_makes_the_trail_incomplete(StoreKind kind)
    {
        story.Whole(referral, caseId, "uk-nca");
        story.InCase(Topology.Routing, caseId, "PH", new AuditEntry { Type = AuditTypes.Progress });
        story.InCase(Topology.Routing, caseId, "PH", new AuditEntry { Type = AuditTypes.Outcome });
        await using var audit = await LogUnderTest.StartAsync(kind);

        // The progress never arrives, so the outcome waits.
        await audit.TellAsync(story.Tellings.Where(telling => !telling.Body.Contains("\"progress\"", StringComparison.Ordinal)));
        var trail = await audit.Client(Story.Auditor).GetTrailAsync(new GetTrailRequest { ReferralId = referral });

        Assert.False(trail.Complete);
        var routing = trail.Completeness.Single(stream => stream.Service == Topology.Routing);
        Assert.Equal((2L, 2L), (routing.Last, routing.MissingCount));
        Assert.Equal([3, 4], routing.Missing);
    }
}
