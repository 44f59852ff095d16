using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Matching.QueryIdentifier;
using Referrals.Matching.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
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
    public async Task What_the_asking_agency_reported_first_and_another_later_is_a_hit(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var later = Known("us-fbi");
        var known = await desk.ReceiveAsync(Known("uk-nca"));
        await desk.ReceiveAsync(later);

        var answer = await AskAsync(desk, "uk-nca");

        Assert.Equal((true, "us-fbi"), (answer.Hit, Assert.Single(answer.Contacts).AgencyId));
        Assert.Equal([(known.CaseId, later.Id, "uk-nca")], await ToldAsync(desk));
    }

    [Fact]
    public async Task Each_side_learns_the_name_and_contact_of_the_other_as_Identity_has_them()
    {
        await using var identity = await FakeService.StartAsync(new ScriptedIdentity(
            ScriptedIdentity.Agency("uk-nca", "National Crime Agency", "+44 900 000 0001"), ScriptedIdentity.Agency("us-ice", "", "duty@ice.example")));
        await using var desk = await Desk.StartAsync(StoreKind.Sqlite, configuration: new Dictionary<string, string> { ["Services:identity"] = identity.Address });
        await Eventually.Async(() => desk.Matching.Services.GetRequiredService<GrantBook>().IsComplete, because: "calls are admitted");
        await desk.ReceiveAsync(Known("uk-nca"));

        var answer = await AskAsync(desk, "us-ice");

        Assert.Equal(new QueryContact { AgencyId = "uk-nca", DisplayName = "National Crime Agency", Contact = "+44 900 000 0001" }, Assert.Single(answer.Contacts));
        var told = Assert.Single(await desk.Matching.PublishedAsync<IdentifierQueried>());
        Assert.Equal(("us-ice", "us-ice", "duty@ice.example"), (told.AskedBy, told.AskedByName, told.AskedByContact));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_agency_of_a_case_that_names_it_is_named_and_told_once_by_its_first_referral(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var tip = Known("uk-nca").Email("ana@mail.example");
        var first = await desk.ReceiveAsync(tip);
        var second = await desk.ReceiveAsync(Known("us-fbi"));
        await desk.ReceiveAsync(Known("us-fbi"));
        await desk.ReceiveAsync(Known("uk-nca"));
        var unaware = await desk.ReceiveAsync(new Tip("nz-dia").Email("ana@mail.example"));
        var third = Known("au-afp");
        await desk.ReceiveAsync(third);
        await desk.SupplementAsync(third, 1, Known("au-afp"));

        var answer = await AskAsync(desk, "us-ice");

        Assert.Equal(["au-afp", "uk-nca", "us-fbi"], answer.Contacts.Select(contact => contact.AgencyId));
        Assert.Equal(first.CaseId, unaware.CaseId);
        Assert.Equal(
            [(first.CaseId, tip.Id, "us-ice"), (first.CaseId, second.Referral.ReferralId, "us-ice"), (first.CaseId, third.Id, "us-ice")], await ToldAsync(desk));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task When_the_first_that_named_it_is_erased_the_others_of_its_case_answer(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        Tip[] tips = [Known("uk-nca"), Known("us-fbi"), Known("nz-dia")];
        foreach (var tip in tips)
            await desk.ReceiveAsync(tip);
        await EraseAsync(desk, tips[0]);

        var answer = await AskAsync(desk, "us-fbi");
        await EraseAsync(desk, tips[2]);
        var nobody = await AskAsync(desk, "us-fbi");

        Assert.Equal(["nz-dia"], answer.Contacts.Select(contact => contact.AgencyId));
        Assert.Equal([tips[2].Id], (await ToldAsync(desk)).Select(told => told.ReferralId));
        Assert.False(nobody.Hit);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Who_named_it_later_under_red_is_told_and_not_named(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var red = Known("us-fbi") with { Tlp = Tlp.Red };
        var amber = Known("uk-nca");
        await desk.ReceiveAsync(amber);
        await desk.ReceiveAsync(red);

        var first = await AskAsync(desk, "uk-nca");
        var third = await AskAsync(desk, "us-ice");

        Assert.Equal([("", "exchange desk")], first.Contacts.Select(contact => (contact.AgencyId, contact.Contact)));
        Assert.Equal(["", "uk-nca"], third.Contacts.Select(contact => contact.AgencyId));
        Assert.Equal([(red.Id, "uk-nca"), (amber.Id, "us-ice"), (red.Id, "us-ice")], (await ToldAsync(desk)).Select(told => (told.ReferralId, told.AskedBy)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_agency_of_a_team_that_added_it_to_a_case_answers_too(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = await desk.ReceiveAsync(Known("uk-nca"));
        var added = Known("ph-nbi") with { BornIn = $"cases/{first.CaseId}/countries/PH" };
        await desk.ReceiveAsync(added);

        Assert.Equal(["ph-nbi", "uk-nca"], (await AskAsync(desk, "us-ice")).Contacts.Select(contact => contact.AgencyId));
        Assert.Equal(["ph-nbi"], (await AskAsync(desk, "uk-nca")).Contacts.Select(contact => contact.AgencyId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task In_a_case_of_many_the_last_that_names_it_is_found(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        await desk.DeliverAsync(Known("uk-nca"));
        await Task.WhenAll(Enumerable.Range(0, KeyHolders.Piece).Select(_ => desk.DeliverAsync(Known("uk-nca"))));
        var last = Known("us-fbi");
        await desk.ReceiveAsync(last);

        await AskAsync(desk, "uk-nca");

        Assert.Equal([last.Id], (await ToldAsync(desk)).Select(told => told.ReferralId));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_many_cases_hold_is_a_hit_when_another_named_it_in_any_and_nobody_is_told(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind, configuration: new Dictionary<string, string> { ["Matching:HotCases"] = "1" });
        Tip[] tips = [Known("uk-nca"), Known("us-fbi"), Known("uk-nca")];
        foreach (var tip in tips)
            await desk.ReceiveAsync(tip);
        var caseId = (await desk.MatchesOfAsync(tips[0])).Case.CaseId;
        await desk.AsReyes.SplitCaseAsync(new SplitCaseRequest { RequestId = "s-1", CaseId = caseId, ReferralIds = { tips[2].Id }, Reason = LinkReason.OtherPerson });

        var answer = await AskAsync(desk, "uk-nca");

        Assert.Equal((true, ""), (answer.Hit, Assert.Single(answer.Contacts).AgencyId));
        Assert.Empty(await ToldAsync(desk));
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

    private static Tip Known(string agency) => new Tip(agency).Account("a1-000042");

    private static async Task<QueryIdentifierResponse> AskAsync(Desk desk, string agency) =>
        await desk.As(Callers.Agency(agency)).QueryIdentifierAsync(Ask($"q-{Guid.NewGuid():n}", IdentifierType.Account, "a1-000042"));

    private static async Task<IEnumerable<(string CaseId, string ReferralId, string AskedBy)>> ToldAsync(Desk desk) =>
        (await desk.Matching.PublishedAsync<IdentifierQueried>()).Select(told => (told.CaseId, told.ReferralId, told.AskedBy));

    private static async Task EraseAsync(Desk desk, Tip tip) =>
        await desk.Matching.DeliverAsync($"referrals/{tip.Id}", new ReferralErased { ReferralId = tip.Id, Reason = ErasureReason.RetentionEnded });

    private static QueryIdentifierRequest Ask(string id, IdentifierType type, string value) => new()
    {
        RequestId = id,
        Identifier = new Identifier { Type = type, Value = value, Service = type == IdentifierType.Account ? "ExampleChat" : "" },
        Countries = { "PH" },
        Reason = QueryReason.OpenInvestigation,
        AgencyReference = "ICE-7",
    };
}
