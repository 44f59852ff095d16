using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.QueryIdentifier;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;
using Referrals.Testing;

namespace Referrals.Matching.Tests;

public sealed class QueryIdentifierTests
{
    [Theory]
    [InlineData("us-ice", Tlp.Amber, false, "uk-nca")]
    [InlineData("us-ice", Tlp.Red, false, null)]
    [InlineData("us-ice", Tlp.Amber, true, null)]
    public void An_answer_names_whom_to_call_but_under_red_or_when_many_know_it_only_the_desk(string asking, Tlp tlp, bool common, string? named) =>
        Assert.Equal([named], QueryRules.Named(asking, [new Tip("uk-nca").Metadata with { Tlp = tlp }], common));

    [Fact]
    public void What_only_the_asking_agency_reported_is_no_hit() => Assert.Empty(QueryRules.Named("uk-nca", [new Tip("uk-nca").Metadata], false));

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_hit_is_answered_with_a_contact_recorded_and_told_to_the_other_side(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = new Tip("uk-nca").Phone("+63 900 000 0042").Account("a1-000042");
        var known = await desk.ReceiveAsync(tip);
        var ice = desk.As(Callers.Agency("us-ice"));

        var hit = await ice.QueryIdentifierAsync(Ask("q-1", IdentifierType.Phone, "0900 000 0042"));
        var again = await ice.QueryIdentifierAsync(Ask("q-1", IdentifierType.Phone, "0900 000 0042"));
        var miss = await ice.QueryIdentifierAsync(Ask("q-2", IdentifierType.Phone, "+63 900 000 0043"));
        var own = await desk.As(Callers.Agency("uk-nca")).QueryIdentifierAsync(Ask("q-3", IdentifierType.Phone, "+63 900 000 0042"));

        Assert.Equal(hit, again);
        Assert.Equal((true, "uk-nca"), (hit.Hit, Assert.Single(hit.Contacts).AgencyId));
        Assert.Equal((false, 0, false), (miss.Hit, miss.Contacts.Count, own.Hit));
        Assert.Equal((29, 28), (hit.Remaining, miss.Remaining));
        var told = Assert.Single(await desk.Matching.PublishedAsync<IdentifierQueried>());
        Assert.Equal((known.CaseId, tip.Id, "us-ice", "ICE-7"), (told.CaseId, told.ReferralId, told.AskedBy, told.AskedUnder));
        var records = (await desk.Matching.AuditBodiesAsync()).Where(body => body.Contains("\"queried\"")).ToList();
        Assert.Equal(3, records.Count);
        Assert.All(records, body => Assert.DoesNotContain("0000042", body.Replace(" ", "")));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Beyond_its_number_an_hour_an_agency_gets_no_answer_and_others_do(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, configuration: new Dictionary<string, string> { ["Matching:QueriesPerHour"] = "1" });
        var ice = desk.As(Callers.Agency("us-ice"));
        await ice.QueryIdentifierAsync(Ask("q-1", IdentifierType.Account, "a1-000042"));

        var refused = await Assert.ThrowsAsync<RpcException>(() => ice.QueryIdentifierAsync(Ask("q-2", IdentifierType.Account, "b7-000007")).ResponseAsync);

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.False((await desk.As(Callers.Agency("nz-dia")).QueryIdentifierAsync(Ask("q-3", IdentifierType.Account, "b7-000007"))).Hit);
    }

    [Theory]
    [InlineData(IdentifierType.Phone, "000 000 0000", QueryReason.OpenInvestigation, "ICE-7")]
    [InlineData(IdentifierType.Account, "unknown", QueryReason.OpenInvestigation, "ICE-7")]
    [InlineData(IdentifierType.Account, "a1-000042", QueryReason.Unspecified, "ICE-7")]
    [InlineData(IdentifierType.Account, "a1-000042", QueryReason.ChildAtRisk, " ")]
    [InlineData(IdentifierType.Unspecified, "a1-000042", QueryReason.ChildAtRisk, "ICE-7")]
    public async Task A_question_without_a_reason_or_about_nothing_is_refused(IdentifierType type, string value, QueryReason reason, string reference)
    {
        await using var desk = await Desk.StartAsync(StoreKind.Sqlite);
        var request = Ask("q-1", type, value);
        (request.Reason, request.AgencyReference) = (reason, reference);

        var refused = await Assert.ThrowsAsync<RpcException>(() => desk.As(Callers.Agency("us-ice")).QueryIdentifierAsync(request).ResponseAsync);

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.DoesNotContain(value, refused.Status.Detail);
        Assert.NotNull(refused.GetDetails());
    }

    private static QueryIdentifierRequest Ask(string id, IdentifierType type, string value) => new()
    {
        RequestId = id,
        Identifier = new Identifier { Type = type, Value = value, Service = type == IdentifierType.Account ? "ExampleChat" : "" },
        Countries = { "PH" },
        Reason = QueryReason.OpenInvestigation,
        AgencyReference = "ICE-7",
    };
}
