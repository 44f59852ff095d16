using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.ListReferrals;

public sealed class ListTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_agency_lists_its_own_newest_first_page_by_page(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Insert(0, await intake.SubmittedAsync());
        await intake.SubmittedAsync(sender: IntakeUnderTest.Fbi);
        var client = intake.Client(IntakeUnderTest.Nca);

        var listed = new List<string>();
        var request = new ListRequest { PageSize = 3 };
        do
        {
            var page = await client.ListAsync(request);
            listed.AddRange(page.Referrals.Select(summary => summary.ReferralId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(ids, listed);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_no_store_can_look_for_is_the_callers_mistake(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var client = intake.Client(IntakeUnderTest.Nca);
        var first = await client.ListAsync(new ListRequest());
        await intake.SubmittedAsync();
        await intake.SubmittedAsync();
        var token = PageToken.ReadText((await client.ListAsync(new ListRequest { PageSize = 1 })).NextPageToken).Split('|');

        var codes = new List<StatusCode>();
        foreach (var request in new[]
        {
            new ListRequest { AgencyReference = "EX\0" },
            new ListRequest { PageToken = PageToken.WriteText($"{token[0]}|400000000000000000|{token[2]}") },
            new ListRequest { PageToken = PageToken.WriteText($"{token[0]}|{token[1]}|\0") },
        })
            codes.Add((await Assert.ThrowsAsync<RpcException>(async () => await client.ListAsync(request))).StatusCode);
        foreach (var request in new[]
        {
            new GetScorecardRequest { ReceivedBefore = new Timestamp { Seconds = long.MaxValue } },
            new GetScorecardRequest { ReceivedFrom = new Timestamp { Nanos = -1 } },
        })
            codes.Add((await Assert.ThrowsAsync<RpcException>(async () => await client.GetScorecardAsync(request))).StatusCode);

        Assert.Empty(first.Referrals);
        Assert.All(codes, code => Assert.Equal(StatusCode.InvalidArgument, code));
        Assert.Equal(0, (await client.GetScorecardAsync(new GetScorecardRequest { ReceivedBefore = DateTimeOffset.MinValue.AddDays(2).ToTimestamp() })).Received);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_list_is_filtered_by_what_it_shows(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        var inTriage = await intake.SubmittedAsync(Tips.Small("EX-1"));
        var elsewhere = Tips.Small("EX-2");
        elsewhere.Countries[0] = "TH";
        elsewhere.IncidentType = IncidentType.Material;
        var received = await intake.SubmittedAsync(elsewhere);
        var nowhere = Tips.Small("EX-3");
        nowhere.Countries.Clear();
        var atGeneralDesk = await intake.SubmittedAsync(nowhere);
        var story = new CaseStory(intake);
        await story.MatchedAsync(inTriage, "us-fbi");
        await story.OpenedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);

        async Task<List<string>> IdsAsync(ListRequest request) => [.. (await client.ListAsync(request)).Referrals.Select(summary => summary.ReferralId)];

        Assert.Equal([inTriage], await IdsAsync(new ListRequest { States = { ReferralState.InTriage } }));
        Assert.Equal([atGeneralDesk, received], await IdsAsync(new ListRequest { States = { ReferralState.Received } }));
        Assert.Equal([received], await IdsAsync(new ListRequest { Country = "TH" }));
        Assert.Equal([atGeneralDesk], await IdsAsync(new ListRequest { Country = "ZZ" }));
        Assert.Equal([received], await IdsAsync(new ListRequest { IncidentTypes = { IncidentType.Material } }));
        Assert.Equal([inTriage], await IdsAsync(new ListRequest { AgencyReference = "EX-1" }));
        Assert.Empty(await IdsAsync(new ListRequest { ReceivedBefore = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) }));
        Assert.Equal(3, (await IdsAsync(new ListRequest { ReceivedFrom = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) })).Count);
        var summary = Assert.Single((await client.ListAsync(new ListRequest { AgencyReference = "EX-1" })).Referrals);
        Assert.Equal((3, true, ReferralState.InTriage), (summary.LastStatusNumber, summary.OthersReported, summary.State));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_token_of_other_filters_and_a_bad_filter_are_refused(StoreKind store)
    {
        await using var intake = await IntakeUnderTest.StartAsync(store);
        await intake.SubmittedAsync();
        await intake.SubmittedAsync();
        var client = intake.Client(IntakeUnderTest.Nca);
        var token = (await client.ListAsync(new ListRequest { PageSize = 1 })).NextPageToken;

        Assert.Equal([("pageToken", "PAGE_TOKEN_INVALID")], (await Refused.ByAsync(client.ListAsync(new ListRequest { PageToken = token, Country = "PH" }))).Fields);
        Assert.Equal([("pageToken", "PAGE_TOKEN_INVALID")], (await Refused.ByAsync(client.ListAsync(new ListRequest { PageToken = "x" }))).Fields);
        Assert.Equal(
            [("pageSize", "OUT_OF_RANGE"), ("country", "UNKNOWN_VALUE")],
            (await Refused.ByAsync(client.ListAsync(new ListRequest { PageSize = -1, Country = "XX" }))).Fields);
    }
}
