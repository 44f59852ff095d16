using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.FollowCorrections;

public sealed class FollowCorrectionsTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_merged_case_leaves_the_queue_as_a_duplicate_and_the_other_keeps_the_higher_priority(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral(agency: "us-fbi") with { Completeness = 80 });
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await RaiseAsync(triage, from);

        await MergeAsync(triage, into, from, two);

        var (merged, kept) = (await triage.GetAsync(from), await triage.GetAsync(into));
        Assert.Equal((CountryCaseState.Merged, Disposition.Duplicate, 0, ""), (merged.State, merged.Disposition, merged.ReportCount, merged.Holder));
        Assert.Equal(TriageUnderTest.CaseIdOf(into), merged.MergedInto);
        Assert.Equal((CountryCaseState.Open, Priority.P1Immediate, 2, 2, 80), (kept.State, kept.Priority, kept.ReportCount, kept.AgencyCount, kept.Completeness));
        Assert.Equal(into, Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases).Name);
        Assert.Contains(AuditTypes.Merged, await triage.RecordTypesAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_undone_merge_puts_a_decision_back_and_what_was_undecided_into_the_queue(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two, three) = (A.Referral(), A.Referral(), A.Referral());
        var (into, rejected, open) = (await triage.OpenAsync(one), await triage.OpenAsync(two), await triage.OpenAsync(three));
        await triage.RejectAsync(rejected, Disposition.NotAnOffence);
        await MergeAsync(triage, into, rejected, two);
        await MergeAsync(triage, into, open, three);

        await SplitAsync(triage, into, rejected, two);
        await SplitAsync(triage, into, open, three);

        var (back, waiting, kept) = (await triage.GetAsync(rejected), await triage.GetAsync(open), await triage.GetAsync(into));
        Assert.Equal((CountryCaseState.Rejected, Disposition.NotAnOffence, 1, ""), (back.State, back.Disposition, back.ReportCount, back.MergedInto));
        Assert.Equal((CountryCaseState.Open, Disposition.Unspecified, 1, true), (waiting.State, waiting.Disposition, waiting.ReportCount, waiting.Reopened));
        Assert.Equal((CountryCaseState.Open, 1, 1), (kept.State, kept.ReportCount, kept.AgencyCount));
        Assert.Contains(AuditTypes.Undone, await triage.RecordTypesAsync());
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_split_off_waits_for_a_decision_of_its_own_whichever_side_is_heard_first(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        foreach (var leavesFirst in new[] { true, false })
        {
            var (one, two) = (A.Referral(), A.Referral(IncidentType.LiveStreamed, "us-fbi"));
            var from = await triage.OpenAsync(one);
            await triage.MatchAsync(two, TriageUnderTest.CaseIdOf(from));
            await triage.AcceptAsync(from);
            var apart = TriageUnderTest.Philippines(Ids.New("case"));

            await SplitAsync(triage, from, apart, two, leavesFirst);

            var (stays, goes) = (await triage.GetAsync(from), await triage.GetAsync(apart));
            Assert.Equal((CountryCaseState.Accepted, 1, 1), (stays.State, stays.ReportCount, stays.AgencyCount));
            Assert.Equal((CountryCaseState.Open, Priority.P2Urgent, 1), (goes.State, goes.Priority, goes.ReportCount));
            Assert.Equal(two.ReferralId, Assert.Single((await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = apart })).Referrals).ReferralId);
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_link_that_brings_the_missing_datum_opens_the_rejected_case_again(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral(agency: "us-fbi") with { IdentifierTypes = [IdentifierType.Account] });
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.RejectAsync(into, Disposition.InsufficientInformation, RequestedDatum.Account);

        await MergeAsync(triage, into, from, two);

        var item = await triage.GetAsync(into);
        Assert.Equal((CountryCaseState.Open, true, 2), (item.State, item.Reopened, item.ReportCount));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_withdrawn_does_not_come_back_with_a_merge(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral());
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.UpdateAsync(TriageUnderTest.CaseIdOf(from), two, ReferralChange.Withdrawn);

        await MergeAsync(triage, into, from, two);

        Assert.Equal(1, (await triage.GetAsync(into)).ReportCount);
        Assert.Equal(CountryCaseState.Merged, (await triage.GetAsync(from)).State);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Both_cases_have_a_link_and_its_undoing_in_their_history_once_however_many_referrals_it_moves(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two, three) = (A.Referral(), A.Referral(), A.Referral());
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.MatchAsync(three, TriageUnderTest.CaseIdOf(from));
        var before = await triage.GetAsync(into);

        await MergeAsync(triage, into, from, two, three);
        await SplitAsync(triage, into, from, two);
        await SplitAsync(triage, into, from, three);

        Assert.Equal([DecisionKind.Opened, DecisionKind.Joined, DecisionKind.Split, DecisionKind.Split], await HistoryAsync(triage, into));
        Assert.Equal([DecisionKind.Opened, DecisionKind.Merged, DecisionKind.Undone, DecisionKind.Reopened, DecisionKind.Joined], await HistoryAsync(triage, from));
        var after = await triage.GetAsync(into);
        after.Version = before.Version;
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, false), InlineData(StoreKind.Sqlite, true), InlineData(StoreKind.Postgres, false), InlineData(StoreKind.Postgres, true)]
    public async Task What_waits_for_a_decision_does_not_leave_the_queue_by_a_merge_into_a_closed_case(StoreKind kind, bool endsFirst)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral(agency: "us-fbi"));
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.RejectAsync(into, Disposition.NotAnOffence);
        await RaiseAsync(triage, from);

        await MergeAsync(triage, into, from, endsFirst, two);

        var kept = await triage.GetAsync(into);
        Assert.Equal((CountryCaseState.Open, Priority.P1Immediate, true, Disposition.Unspecified, 2), (kept.State, kept.Priority, kept.Reopened, kept.Disposition, kept.ReportCount));
        Assert.Equal(into, Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases).Name);
        Assert.Equal(1, (await HistoryAsync(triage, into)).Count(kind => kind == DecisionKind.Reopened));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_closed_case_that_ends_in_another_closed_one_opens_neither(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral());
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.RejectAsync(into, Disposition.NotAnOffence);
        await triage.RejectAsync(from, Disposition.FalseReport);

        await MergeAsync(triage, into, from, two);

        Assert.Equal(CountryCaseState.Rejected, (await triage.GetAsync(into)).State);
        Assert.Empty((await triage.Ana.ListQueueAsync(new ListQueueRequest())).Cases);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.Postgres, true)]
    [InlineData(StoreKind.Postgres, false)]
    public async Task An_undone_merge_puts_what_no_team_takes_back_into_the_queue(StoreKind kind, bool orphanedBefore)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral());
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.AcceptAsync(from);
        var orphaned = () => triage.Service.DeliverAsync(from, new CaseOrphaned { CountryCase = from, Reason = OrphanReason.Exhausted });
        if (orphanedBefore)
            await orphaned();
        await MergeAsync(triage, into, from, two);
        if (!orphanedBefore)
            await orphaned();
        Assert.Equal((CountryCaseState.Merged, false), await StandingAsync(triage, from));

        await SplitAsync(triage, into, from, two);

        Assert.Equal((CountryCaseState.Accepted, true), await StandingAsync(triage, from));
        Assert.Equal(from, Assert.Single((await triage.Ana.ListQueueAsync(new ListQueueRequest { Filter = new QueueFilter { Orphaned = true } })).Cases).Name);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_merge_keeps_the_earlier_due_time_and_the_escalation_and_so_does_undoing_it(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral());
        var from = await triage.OpenAsync(two);
        var due = (await triage.GetAsync(from)).DueAt;
        triage.Time.Advance(TimeSpan.FromHours(2));
        var into = await triage.OpenAsync(one);
        await EscalateAsync(triage, from);

        await MergeAsync(triage, into, from, two);
        var kept = await triage.GetAsync(into);
        await SplitAsync(triage, into, from, two);
        var back = await triage.GetAsync(from);

        Assert.Equal((due, true), (kept.DueAt, kept.Escalated));
        Assert.Equal((due, true), (back.DueAt, back.Escalated));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_closed_case_that_a_merge_opens_again_is_due_when_the_other_was(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var (one, two) = (A.Referral(), A.Referral());
        var (into, from) = (await triage.OpenAsync(one), await triage.OpenAsync(two));
        await triage.RejectAsync(into, Disposition.NotAnOffence);
        var due = (await triage.GetAsync(from)).DueAt;
        triage.Time.Advance(TimeSpan.FromHours(2));

        await MergeAsync(triage, into, from, two);

        Assert.Equal((CountryCaseState.Open, due), ((await triage.GetAsync(into)).State, (await triage.GetAsync(into)).DueAt));
    }

    private static async Task<(CountryCaseState State, bool Orphaned)> StandingAsync(TriageUnderTest triage, string name)
    {
        var item = await triage.GetAsync(name);
        return (item.State, item.Orphaned);
    }

    private static async Task EscalateAsync(TriageUnderTest triage, string countryCase) => await triage.Ana.EscalateAsync(
        new EscalateRequest { RequestId = TriageUnderTest.NewRequest(), CountryCase = countryCase, Justification = JustificationCode.ChildAtRisk });

    private static async Task RaiseAsync(TriageUnderTest triage, string countryCase)
    {
        var claim = await triage.ClaimAsync(countryCase);
        await triage.Ana.SetPriorityAsync(new SetPriorityRequest
        {
            RequestId = TriageUnderTest.NewRequest(),
            CountryCase = countryCase,
            ClaimToken = claim.Claim.ClaimToken,
            ExpectedVersion = claim.CountryCase.Version,
            Priority = Priority.P1Immediate,
            Justification = JustificationCode.ChildAtRisk,
        });
    }

    private static async Task<IEnumerable<DecisionKind>> HistoryAsync(TriageUnderTest triage, string name) =>
        (await triage.Ana.GetCaseAsync(new GetCaseRequest { CountryCase = name })).Decisions.Select(decision => decision.Kind);

    private static Task MergeAsync(TriageUnderTest triage, string into, string from, params ReferralMetadata[] moved) => MergeAsync(triage, into, from, endsFirst: false, moved);

    private static async Task MergeAsync(TriageUnderTest triage, string into, string from, bool endsFirst, params ReferralMetadata[] moved)
    {
        var (intoCase, fromCase) = (TriageUnderTest.CaseIdOf(into), TriageUnderTest.CaseIdOf(from));
        Func<Task> ends = () => triage.Service.DeliverAsync(
            $"cases/{fromCase}", new CasesMerged { CaseId = intoCase, MergedCaseId = fromCase, ReferralIds = [.. moved.Select(referral => referral.ReferralId)] });
        Func<Task> enter = async () =>
        {
            foreach (var (place, referral) in moved.Index())
                await triage.Service.DeliverAsync($"cases/{intoCase}", new ReferralLinked { CaseId = intoCase, FromCaseId = fromCase, Referral = referral, EndsFrom = true, Moved = place == 0 ? moved.Length : null });
        };
        foreach (var step in endsFirst ? new[] { ends, enter } : [enter, ends])
            await step();
    }

    private static async Task SplitAsync(TriageUnderTest triage, string from, string to, ReferralMetadata moved, bool leavesFirst = true)
    {
        var (fromCase, toCase) = (TriageUnderTest.CaseIdOf(from), TriageUnderTest.CaseIdOf(to));
        var leaves = () => triage.Service.DeliverAsync($"cases/{fromCase}", new CaseSplit { CaseId = fromCase, NewCaseId = toCase, ReferralIds = [moved.ReferralId] });
        var enters = () => triage.Service.DeliverAsync($"cases/{toCase}", new ReferralLinked { CaseId = toCase, FromCaseId = fromCase, Referral = moved, Moved = 1 });
        foreach (var step in leavesFirst ? new[] { leaves, enters } : [enters, leaves])
            await step();
    }
}
