using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Testing;

namespace Referrals.Audit.Tests;

public sealed class SearchTests
{
    private readonly Story story = new();
    private readonly string referral = Ids.New("ref");
    private readonly string caseId = Ids.New("case");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Each_filter_narrows_the_log(StoreKind kind)
    {
        story.Whole(referral, caseId, "uk-nca");
        story.Whole(Ids.New("ref"), Ids.New("case"), "us-ice", team: "pnp-wcpc");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var actor = Callers.Officer("okoro", "ph").Pseudonym;
        (SearchRequest Request, int Found)[] searches =
        [
            (new SearchRequest(), 12),
            (new SearchRequest { Agency = "uk-nca" }, 2),
            (new SearchRequest { Team = "pnp-wcpc" }, 2),
            (new SearchRequest { Actor = actor }, 2),
            (new SearchRequest { RuleId = "ph-region-7" }, 2),
            (new SearchRequest { EventTypes = { AuditTypes.Offered, AuditTypes.Accepted } }, 4),
            (new SearchRequest { EventTypes = { AuditTypes.Offered }, Team = "pnp-wcpc" }, 1),
            (new SearchRequest { CaseId = caseId }, 5),
            (new SearchRequest { CountryCase = Story.CountryCase(caseId, "PH") }, 4),
            (new SearchRequest { Stream = Story.CountryCase(caseId, "PH"), Service = "triage" }, 2),
            (new SearchRequest { ReferralId = referral }, 2),
            (new SearchRequest { From = Story.Begin.AddHours(6).ToTimestamp() }, 6),
            (new SearchRequest { From = Story.Begin.AddHours(1).ToTimestamp(), Before = Story.Begin.AddHours(3).ToTimestamp() }, 2),
            (new SearchRequest { Agency = "uk-nca' or '1'='1" }, 0),
        ];

        foreach (var (request, found) in searches)
            Assert.Equal((request, found), (request, (await audit.Client(Story.Auditor).SearchAsync(request)).Records.Count));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Postgres, false)]
    [InlineData(StoreKind.Postgres, true)]
    public async Task Pages_hold_every_record_once_though_the_log_grows_meanwhile(StoreKind kind, bool newestFirst)
    {
        story.Whole(referral, caseId, "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var told = story.Tellings.Count;
        var request = new SearchRequest { PageSize = 2, NewestFirst = newestFirst };
        var seen = new List<long>();
        do
        {
            var page = await audit.Client(Story.Auditor).SearchAsync(request);
            seen.AddRange(page.Records.Select(record => record.Index));
            request.PageToken = page.NextPageToken;
            if (seen.Count == 2)
            {
                story.Whole(Ids.New("ref"), Ids.New("case"), "us-ice");
                await audit.TellAsync(story.Tellings.Skip(told));
            }
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(newestFirst ? [5, 4, 3, 2, 1, 0] : Enumerable.Range(0, 12).Select(i => (long)i), seen);
    }

    [Theory]
    [InlineData(1001, "")]
    [InlineData(-1, "")]
    [InlineData(0, "nonsense!")]
    public async Task A_page_that_cannot_be_is_refused(int size, string token)
    {
        await using var audit = await LogUnderTest.StartAsync(StoreKind.Sqlite);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await audit.Client(Story.Auditor).SearchAsync(new SearchRequest { PageSize = size, PageToken = token }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_export_streams_every_leaf_in_order(StoreKind kind)
    {
        for (var i = 0; i < 100; i++)
            story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);

        var signed = await audit.SignedAsync(story.Tellings.Count);
        using var call = audit.Client(Story.Auditor).Export(new ExportRequest { FromIndex = 3, TreeSize = signed.TreeSize });
        var leaves = new List<string>();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            if (message.ItemCase == ExportResponse.ItemOneofCase.Checkpoint)
            {
                Assert.Equal((0, signed), (leaves.Count, message.Checkpoint));
                continue;
            }

            Assert.Equal(3 + leaves.Count, message.Records.FirstIndex);
            leaves.AddRange(message.Records.LeavesJson);
        }

        Assert.Equal((await audit.LogAsync()).Skip(3).Select(record => record.LeafJson), leaves);
    }

    [Fact]
    public async Task An_export_ends_at_a_checkpoint_that_was_signed()
    {
        story.Whole(referral, caseId, "uk-nca");
        await using var audit = await LogUnderTest.StartAsync(StoreKind.Sqlite);
        Assert.Equal(StatusCode.FailedPrecondition, await ExportAsync(0));
        await audit.TellAsync(story.Tellings);
        await audit.SignedAsync(story.Tellings.Count);
        Assert.Equal(StatusCode.OK, await ExportAsync(0));
        Assert.Equal(StatusCode.NotFound, await ExportAsync(story.Tellings.Count + 1));

        async Task<StatusCode> ExportAsync(long size)
        {
            using var call = audit.Client(Story.Auditor).Export(new ExportRequest { TreeSize = size });
            try
            {
                await foreach (var _ in call.ResponseStream.ReadAllAsync())
                {
                }

                return call.GetStatus().StatusCode;
            }
            catch (RpcException exception)
            {
                return exception.StatusCode;
            }
        }
    }
}
