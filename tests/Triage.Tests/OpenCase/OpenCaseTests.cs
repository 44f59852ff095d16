using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.OpenCase;

public sealed class OpenCaseTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task However_many_referrals_speak_of_a_matter_it_is_one_item_opened_once(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var caseId = await triage.MatchAsync(A.HashOnly("uk-nca") with { EvidenceItems = 2 });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => triage.MatchAsync(A.HashOnly(i % 2 == 0 ? "uk-nca" : "us-fbi") with { Completeness = i % 100 }, caseId)));

        var item = Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);

        Assert.Equal((TriageUnderTest.Philippines(caseId), 201, 2, 99, 2), (item.Name, item.ReportCount, item.AgencyCount, item.Completeness, item.EvidenceItems));
        Assert.Equal(["uk-nca", "us-fbi"], item.AgencyIds.Order());
        Assert.Equal([IdentifierType.Account], item.MatchedOn);
        Assert.Equal((Priority.P4Monitor, true), (item.Priority, item.HotKeyOnly));
        var opened = Assert.Single(await triage.Service.PublishedAsync<CaseOpened>());
        Assert.Equal((item.Name, caseId, "PH", "ph", false), (opened.CountryCase, opened.CaseId, opened.Country, opened.Desk, opened.Reopened));
        Assert.Equal(item.DueAt.ToDateTimeOffset(), opened.DueAt);
        var records = await triage.RecordTypesAsync();
        Assert.Equal((1, 200), (records.Count(type => type == "opened"), records.Count(type => type == "linked")));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task One_referral_opens_a_case_for_each_of_its_countries(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var caseId = await triage.MatchAsync(A.Referral() with { Countries = ["PH", "TH", "KE"] });
        var ben = triage.Officer(Callers.Officer("ben", "general", "ph"));

        var listed = (await ben.ListQueueAsync(new ListQueueRequest())).Cases;

        Assert.Equal([("KE", "general"), ("PH", "ph"), ("TH", "general")], listed.Select(item => (item.Country, item.Desk)).Order());
        var mine = await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = TriageUnderTest.Philippines(caseId) });
        Assert.Equal([$"cases/{caseId}/countries/KE", $"cases/{caseId}/countries/TH"], mine.Siblings.Select(sibling => sibling.CountryCase));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_of_no_country_is_with_the_general_desk(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var caseId = await triage.MatchAsync(A.Referral() with { Countries = [] });

        var opened = Assert.Single(await triage.Service.PublishedAsync<CaseOpened>());

        Assert.Equal(($"cases/{caseId}/countries/ZZ", "ZZ", "general"), (opened.CountryCase, opened.Country, opened.Desk));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_second_agency_raises_the_case_and_says_so(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var caseId = await triage.MatchAsync(A.Referral(agency: "uk-nca"));
        var before = await triage.GetAsync(TriageUnderTest.Philippines(caseId));
        await triage.MatchAsync(A.Referral(agency: "us-fbi"), caseId);

        var item = await triage.GetAsync(TriageUnderTest.Philippines(caseId));

        Assert.Equal((Priority.P2Urgent, PriorityReason.SeveralAgencies), (item.Priority, item.PriorityReason));
        Assert.True(item.DueAt.ToDateTimeOffset() < before.DueAt.ToDateTimeOffset());
        var changed = Assert.Single(await triage.Service.PublishedAsync<PriorityChanged>());
        Assert.Equal((Priority.P3Standard, Priority.P2Urgent, PriorityReason.SeveralAgencies), (changed.From, changed.To, changed.Reason));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task More_agencies_than_are_listed_are_still_counted_each_once(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var caseId = await triage.MatchAsync(A.Referral(agency: "agency-0"));
        for (var round = 0; round < 2; round++)
        {
            for (var i = 1; i < 14; i++)
                await triage.MatchAsync(A.Referral(agency: $"agency-{i}"), caseId);
        }

        var item = await triage.GetAsync(TriageUnderTest.Philippines(caseId));

        Assert.Equal((27, 14, 10), (item.ReportCount, item.AgencyCount, item.AgencyIds.Count));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_referral_that_joins_an_accepted_case_asks_for_no_second_decision(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        await triage.AcceptAsync(name);
        await triage.MatchAsync(A.Referral(), TriageUnderTest.CaseIdOf(name));

        var item = await triage.GetAsync(name);

        Assert.Equal((CountryCaseState.Accepted, 2), (item.State, item.ReportCount));
        Assert.Single(await triage.Service.PublishedAsync<CaseAccepted>());
        Assert.Single(await triage.Service.PublishedAsync<CaseOpened>());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_a_team_adds_is_born_in_its_country_case_only_and_waits_for_nobody(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var caseId = await triage.MatchAsync(A.Referral() with { Countries = ["PH", "TH"] });
        var name = TriageUnderTest.Philippines(caseId);
        await triage.AcceptAsync(name);
        var added = A.Referral(agency: "ph-nbi") with { Origin = ReferralOrigin.Team, TeamId = "nbi-ahtrad", BornIn = name, Countries = ["PH", "TH"] };

        await triage.MatchAsync(added, caseId, MatchDecision.BornInCase);

        var item = await triage.GetAsync(name);
        Assert.Equal((CountryCaseState.Accepted, 2, 1), (item.State, item.ReportCount, item.AgencyCount));
        var other = await triage.Officer(Callers.Officer("ben", "general")).GetCaseAsync(new GetCaseRequest { CountryCase = $"cases/{caseId}/countries/TH" });
        Assert.Equal(1, other.CountryCase.ReportCount);
        Assert.Equal(2, (await triage.Service.PublishedAsync<CaseOpened>()).Count);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rejected_case_stays_closed_for_more_of_the_same_and_opens_for_what_was_missing(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync();
        var caseId = TriageUnderTest.CaseIdOf(name);
        await triage.RejectAsync(name, Disposition.InsufficientInformation, RequestedDatum.SubjectIdentity);

        await triage.MatchAsync(A.Referral(), caseId);
        Assert.Equal((CountryCaseState.Rejected, 2), await StateAsync(triage, name));
        var bringing = A.Referral() with { SubjectCount = 1 };
        await triage.MatchAsync(bringing, caseId);

        Assert.Equal((CountryCaseState.Open, 3), await StateAsync(triage, name));
        var item = Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
        Assert.Equal((true, Disposition.Unspecified), (item.Reopened, item.Disposition));
        var reopened = (await triage.Service.PublishedAsync<CaseOpened>())[^1];
        Assert.Equal((true, bringing.ReferralId), (reopened.Reopened, reopened.ReferralId));
        Assert.Contains("reopened", await triage.RecordTypesAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_rejected_case_opens_for_a_child_in_danger(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync(A.HashOnly());
        await triage.RejectAsync(name, Disposition.Informational);

        await triage.MatchAsync(A.HashOnly() with { ChildAtImmediateRisk = true }, TriageUnderTest.CaseIdOf(name));

        var item = await triage.GetAsync(name);
        Assert.Equal((CountryCaseState.Open, Priority.P1Immediate), (item.State, item.Priority));
        var reopened = (await triage.Service.PublishedAsync<CaseOpened>())[^1];
        Assert.Equal((true, Priority.P1Immediate), (reopened.Reopened, reopened.Priority));
        Assert.Equal(item.OpenedAt.ToDateTimeOffset() + TimeSpan.FromHours(1), item.DueAt.ToDateTimeOffset());
    }

    private static async Task<(CountryCaseState State, int Reports)> StateAsync(TriageUnderTest triage, string name)
    {
        var item = await triage.GetAsync(name);
        return (item.State, item.ReportCount);
    }
}
