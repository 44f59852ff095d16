using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Credentials;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

public sealed class AccessTests
{
    private readonly Story story = new();
    private readonly string ours = Ids.New("ref");
    private readonly string theirs = Ids.New("ref");
    private readonly string caseId = Ids.New("case");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_agency_reads_the_trail_of_its_own_referral_without_what_names_others(StoreKind kind)
    {
        story.Whole(ours, caseId, "uk-nca");
        story.Placed(AuditTypes.Matched, theirs, caseId, "us-ice", story.Received(theirs, "us-ice"));
        story.InCase(Topology.Routing, caseId, "PH", new AuditEntry { Type = AuditTypes.HandedOn, Team = "nbi-ahtrad", Details = new Dictionary<string, string> { ["referrals"] = theirs } });
        await using var audit = await LogUnderTest.ToldAsync(kind, story);

        var trail = (await audit.Client(Callers.Agency("uk-nca")).GetTrailAsync(new GetTrailRequest { ReferralId = ours })).Records;

        Assert.Equal(["received", "matched", "opened", "accepted", "offered", "acknowledged", "handed_on"], trail.OrderBy(record => record.Time.ToDateTimeOffset()).Select(record => record.Type));
        Assert.DoesNotContain("us-ice", trail.ToString()!, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs, trail.ToString()!, StringComparison.Ordinal);
        Assert.Empty(trail.Single(record => record.Type == AuditTypes.HandedOn).LeafJson);
        Assert.All(trail.Where(record => record.Type != AuditTypes.HandedOn), record => Assert.NotEmpty(record.LeafJson));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_team_and_an_officer_read_the_country_cases_that_are_theirs(StoreKind kind)
    {
        story.Whole(ours, caseId, "uk-nca");
        story.InCase(Topology.Triage, caseId, "TH", new AuditEntry { Type = AuditTypes.Opened, To = "desk/general" });
        await using var audit = await LogUnderTest.ToldAsync(kind, story);

        foreach (var caller in new[] { Callers.Team("nbi-ahtrad"), Callers.Officer("okoro", "ph") })
        {
            var whole = await audit.Client(caller).GetTrailAsync(new GetTrailRequest { CaseId = caseId });
            Assert.Equal(["", Story.CountryCase(caseId, "PH")], whole.Records.Select(record => record.CountryCase).Distinct().Order());
            Assert.Equal(6, (await audit.TypesOfTrailAsync(ours, caller)).Count);
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Who_asks_for_anothers_trail_hears_what_who_asks_for_none_hears_and_the_log_knows(StoreKind kind)
    {
        story.Whole(ours, caseId, "uk-nca");
        story.InCase(Topology.Triage, caseId, "TH", new AuditEntry { Type = AuditTypes.Opened, To = "desk/general" });
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        (Principal Caller, GetTrailRequest Request)[] refused =
        [
            (Callers.Agency("us-ice"), new GetTrailRequest { ReferralId = ours }),
            (Callers.Agency("uk-nca"), new GetTrailRequest { CaseId = caseId }),
            (Callers.Team("pnp-wcpc"), new GetTrailRequest { ReferralId = ours }),
            (Callers.Team("nbi-ahtrad"), new GetTrailRequest { CountryCase = Story.CountryCase(caseId, "TH") }),
            (Callers.Officer("larsen", "vn"), new GetTrailRequest { CaseId = caseId }),
        ];

        var unknown = await RefusedAsync(audit, Callers.Agency("us-ice"), new GetTrailRequest { ReferralId = theirs });
        foreach (var (caller, request) in refused)
            Assert.Equal((StatusCode.NotFound, unknown.Status.Detail), await StatusAsync(audit, caller, request));

        // Asking for what is not there is recorded like asking for another's: the log does not tell which it was either.
        await Eventually.Async(async () =>
            (await audit.Client(Story.Auditor).SearchAsync(new SearchRequest { EventTypes = { AuditTypes.AccessRefused } })).Records.Count == refused.Length + 1);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Search_and_export_are_the_auditors(StoreKind kind)
    {
        await using var audit = await LogUnderTest.StartAsync(kind);
        foreach (var caller in new[] { Callers.Agency("uk-nca"), Callers.Team("nbi-ahtrad"), Callers.Officer("okoro", "ph"), Callers.Operator })
        {
            var search = await Assert.ThrowsAsync<RpcException>(async () => await audit.Client(caller).SearchAsync(new SearchRequest()));
            using var call = audit.Client(caller).Export(new ExportRequest());
            var export = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal((StatusCode.PermissionDenied, StatusCode.PermissionDenied), (search.StatusCode, export.StatusCode));
        }
    }

    [Theory]
    [InlineData("ref-123", "referralId")]
    [InlineData("", "referralId")]
    public async Task What_is_no_id_is_refused_by_name(string id, string field)
    {
        await using var audit = await LogUnderTest.StartAsync(StoreKind.Sqlite);
        var refused = await RefusedAsync(audit, Story.Auditor, new GetTrailRequest { ReferralId = id });
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(field, refused.Status.Detail, StringComparison.Ordinal);
    }

    private static Task<RpcException> RefusedAsync(ServiceUnderTest<AuditDbContext> audit, Principal caller, GetTrailRequest request) =>
        Assert.ThrowsAsync<RpcException>(async () => await audit.Client(caller).GetTrailAsync(request));

    private static async Task<(StatusCode, string)> StatusAsync(ServiceUnderTest<AuditDbContext> audit, Principal caller, GetTrailRequest request)
    {
        var refused = await RefusedAsync(audit, caller, request);
        return (refused.StatusCode, refused.Status.Detail);
    }
}
