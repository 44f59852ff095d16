using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.ListQueue;

public sealed class ListQueueTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_order_is_paged_without_gap_or_repetition(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var officer = triage.Officer(Callers.Officer("ben", "ph", "general"));
        foreach (var (referral, i) in Various().Select((referral, i) => (referral, i)))
        {
            var caseId = await triage.MatchAsync(referral);
            for (var more = 0; more < i % 3; more++)
                await triage.MatchAsync(referral with { ReferralId = A.Referral().ReferralId }, caseId);
        }

        foreach (var order in System.Enum.GetValues<QueueOrder>())
        {
            var whole = (await officer.ListQueueAsync(new ListQueueRequest { Order = order, PageSize = 100 })).Cases;
            Assert.Equal(12, whole.Count);
            Assert.Equal(Sorted(whole, order).Select(item => item.Name), whole.Select(item => item.Name));

            var paged = new List<string>();
            var request = new ListQueueRequest { Order = order, PageSize = 5 };
            do
            {
                var page = await officer.ListQueueAsync(request);
                Assert.Equal((12, 12), (page.TotalSize, page.OpenSize));
                paged.AddRange(page.Cases.Select(item => item.Name));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            Assert.Equal(whole.Select(item => item.Name), paged);
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Filters_let_through_what_they_say(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var plain = await triage.OpenAsync();
        var viral = await triage.OpenAsync(A.HashOnly("us-ice"));
        var urgent = await triage.OpenAsync(A.S1Referral());
        var danger = await triage.OpenAsync(A.Referral(IncidentType.Trafficking) with { ChildAtImmediateRisk = true });
        var rejected = await triage.OpenAsync();
        await triage.RejectAsync(rejected, Disposition.NotAnOffence);
        await triage.ClaimAsync(urgent);
        await triage.ClaimAsync(danger, triage.Officer(Callers.Officer("ben", "ph")));
        await triage.Ana.EscalateAsync(new EscalateRequest { RequestId = "r1", CountryCase = viral, Justification = JustificationCode.DeskPolicy });

        async Task Expect(QueueFilter filter, params string[] names)
        {
            var answer = await triage.Ana.ListQueueAsync(new ListQueueRequest { Filter = filter });
            Assert.Equal(names.Order(), answer.Cases.Select(item => item.Name).Order());
            Assert.Equal((names.Length, 4), (answer.TotalSize, answer.OpenSize));
            var first = await triage.Ana.ListQueueAsync(new ListQueueRequest { Filter = filter, PageSize = 1 });
            Assert.Equal(names.Length, first.TotalSize);
        }

        await Expect(new QueueFilter(), plain, viral, urgent, danger);
        await Expect(new QueueFilter { Priorities = { Priority.P1Immediate, Priority.P2Urgent } }, urgent, danger);
        await Expect(new QueueFilter { States = { CountryCaseState.Rejected } }, rejected);
        await Expect(new QueueFilter { States = { CountryCaseState.Rejected, CountryCaseState.Open } }, rejected, plain, viral, urgent, danger);
        await Expect(new QueueFilter { IncidentTypes = { IncidentType.LiveStreamed, IncidentType.Trafficking } }, urgent, danger);
        await Expect(new QueueFilter { Holder = HolderFilter.Free }, plain, viral);
        await Expect(new QueueFilter { Holder = HolderFilter.Mine }, urgent);
        await Expect(new QueueFilter { Holder = HolderFilter.FreeOrMine }, plain, viral, urgent);
        await Expect(new QueueFilter { Holder = HolderFilter.Named, HolderName = "officer/ben" }, danger);
        await Expect(new QueueFilter { AgencyId = "us-ice" }, viral);
        await Expect(new QueueFilter { AgencyId = "esp-examplechat" });

        // Of an agency with very many cases, most of which are on no desk of hers.
        await triage.Service.Store.ExecuteAsync(
            (work, _) =>
            {
                work.Db.CaseAgencies.AddRange(Enumerable.Range(0, 1_000).Select(i => new CaseAgencyRow { CountryCase = $"elsewhere-{i}", AgencyId = "us-ice" }));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await Expect(new QueueFilter { AgencyId = "us-ice" }, viral);
        await Expect(new QueueFilter { HotKeyOnly = true }, viral);
        await Expect(new QueueFilter { Escalated = true }, viral);
        await Expect(new QueueFilter { CaseId = TriageUnderTest.CaseIdOf(plain) }, plain);
        await Expect(new QueueFilter { Desks = { "ph" }, Orphaned = true });
        await Expect(new QueueFilter { WithPossibleMatches = true });
        await Expect(new QueueFilter { DueBefore = (await triage.GetAsync(urgent)).DueAt }, danger);
        triage.Time.Advance(TimeSpan.FromMinutes(20));
        await Expect(new QueueFilter { Holder = HolderFilter.Free }, plain, viral, urgent, danger);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_case_is_found_by_what_people_call_it_on_the_desks_of_whoever_asks(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var name = await triage.OpenAsync(A.Referral() with { AgencyReference = "EX-2026-77" });
        await triage.OpenAsync();
        var caseId = TriageUnderTest.CaseIdOf(name);
        var end = caseId[^8..];
        var elsewhere = triage.Officer(Callers.Officer("ben", "general"));

        async Task<string[]> FindAsync(TriageService.TriageServiceClient officer, string called, params CountryCaseState[] states)
        {
            var answer = await officer.ListQueueAsync(new ListQueueRequest { Filter = new QueueFilter { Reference = called, States = { states } } });
            Assert.Equal(answer.Cases.Count, answer.TotalSize);
            return [.. answer.Cases.Select(item => item.Name)];
        }

        foreach (var called in new[] { $"PH-{end.ToUpperInvariant()}", $"ph-{end}", caseId, name, "EX-2026-77" })
        {
            Assert.Equal([name], await FindAsync(triage.Ana, called));
            Assert.Empty(await FindAsync(elsewhere, called));
        }

        foreach (var called in new[] { $"KE-{end}", end, "EX-2026-7", "PH-%" })
            Assert.Empty(await FindAsync(triage.Ana, called));
        await triage.RejectAsync(name, Disposition.NotAnOffence);
        Assert.Empty(await FindAsync(triage.Ana, "EX-2026-77"));
        Assert.Equal([name], await FindAsync(triage.Ana, "EX-2026-77", CountryCaseState.Rejected));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_page_that_cannot_be_is_refused_with_its_field(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        for (var i = 0; i < 2; i++)
            await triage.OpenAsync();
        var token = (await triage.Ana.ListQueueAsync(new ListQueueRequest { PageSize = 1 })).NextPageToken;

        async Task Expect(ListQueueRequest request, string field)
        {
            var refusal = await TriageUnderTest.RefusedAsync(triage.Ana.ListQueueAsync(request));
            Assert.Equal((StatusCode.InvalidArgument, field), (refusal.StatusCode, Assert.Single(refusal.Fields())));
        }

        await Expect(new ListQueueRequest { PageSize = -1 }, "pageSize");
        await Expect(new ListQueueRequest { PageToken = "!" }, "pageToken");
        await Expect(new ListQueueRequest { PageToken = "bm90IG9uZQ" }, "pageToken");
        await Expect(new ListQueueRequest { PageToken = token, Order = QueueOrder.Opened }, "pageToken");
        await Expect(new ListQueueRequest { Filter = new QueueFilter { HolderName = "officer/ben" } }, "filter.holderName");
        await Expect(new ListQueueRequest { Filter = new QueueFilter { Reference = new string('x', 257) } }, "filter.reference");
        await Expect(new ListQueueRequest { Filter = new QueueFilter { Holder = HolderFilter.Named, HolderName = "ben" } }, "filter.holderName");
    }

    private static IEnumerable<ReferralMetadata> Various()
    {
        for (var i = 0; i < 12; i++)
        {
            yield return A.Referral((IncidentType)(1 + (i % 8))) with
            {
                Completeness = i * 17 % 50,
                Countries = [i % 4 == 0 ? "KE" : "PH"],
                ChildAtImmediateRisk = i == 5,
            };
        }
    }

    private static IEnumerable<CountryCase> Sorted(IEnumerable<CountryCase> items, QueueOrder order) => order switch
    {
        QueueOrder.Priority => items.OrderBy(item => item.Priority).ThenBy(item => item.DueAt).ThenBy(item => item.OpenedAt).ThenBy(item => item.Name, StringComparer.Ordinal),
        QueueOrder.Opened => items.OrderBy(item => item.OpenedAt).ThenBy(item => item.Name, StringComparer.Ordinal),
        QueueOrder.OpenedDesc => items.OrderByDescending(item => item.OpenedAt).ThenByDescending(item => item.Name, StringComparer.Ordinal),
        QueueOrder.CompletenessDesc => items.OrderByDescending(item => item.Completeness).ThenByDescending(item => item.Name, StringComparer.Ordinal),
        QueueOrder.ReportsDesc => items.OrderByDescending(item => item.ReportCount).ThenByDescending(item => item.Name, StringComparer.Ordinal),
        QueueOrder.DueDesc => items.OrderByDescending(item => item.DueAt).ThenByDescending(item => item.Name, StringComparer.Ordinal),
        _ => items.OrderBy(item => item.DueAt).ThenBy(item => item.Name, StringComparer.Ordinal),
    };
}
