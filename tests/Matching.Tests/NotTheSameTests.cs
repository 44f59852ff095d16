using Referrals.Common.V1;
using Referrals.Matching.V1;
using Referrals.Testing;
using static Referrals.Matching.Tests.DeskCorrections;

namespace Referrals.Matching.Tests;

public sealed class NotTheSameTests
{
    private readonly Tip known = new Tip("uk-nca").Account("a1-000042");
    private readonly Tip joined = new Tip("us-fbi").Account("a1-000042").Phone("+63 900 000 0042");
    private readonly Tip other = new Tip("us-ice").Account("b7-000007");

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_link_that_ends_a_case_asks_what_was_said_of_either_case_as_a_merge_does(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (into, from) = ((await desk.ReceiveAsync(known)).CaseId, (await desk.ReceiveAsync(other)).CaseId);
        await desk.RejectAsync(known, from);

        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.MergeAsync(into, from)));
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.LinkAsync(other, into)));
        Assert.Equal(from, Assert.Single((await desk.MatchesOfAsync(known, MatchDecision.Rejected)).Matches).CaseId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_is_split_back_was_all_there_and_none_of_it_was_refused_since(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var (before, here) = ((await desk.ReceiveAsync(known)).CaseId, (await desk.ReceiveAsync(other)).CaseId);
        var never = new Tip("nz-dia").Account("b7-000007");
        await desk.ReceiveAsync(joined);
        await desk.ReceiveAsync(never);
        await desk.LinkAsync(joined, here);

        Assert.Equal("NOT_FROM_THERE", await ReasonOf(() => desk.SplitBackAsync(here, before, LinkReason.Correction, joined, never)));
        await desk.RejectAsync(joined, before);
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.SplitBackAsync(here, before, LinkReason.Correction, joined)));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_was_split_as_another_person_is_not_proposed_again_and_joined_only_to_correct_the_split(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = (await desk.ReceiveAsync(known)).CaseId;
        await desk.ReceiveAsync(joined);

        var apart = await desk.SplitAsync(first, LinkReason.OtherPerson, joined);
        var bridge = new Tip("nz-dia").Account("a1-000042").Phone("+63 900 000 0042");
        await desk.ReceiveAsync(bridge);

        Assert.DoesNotContain((await desk.MatchesOfAsync(bridge)).Matches, match => match.Decision == MatchDecision.Suggested);
        Assert.Equal(first, Assert.Single((await desk.MatchesOfAsync(joined, MatchDecision.Rejected)).Matches).CaseId);
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.MergeAsync(first, apart)));
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.LinkAsync(joined, first)));
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.MergeAsync(apart, first, LinkReason.Correction)));

        await desk.MergeAsync(first, apart, LinkReason.Correction);
        Assert.Empty((await desk.MatchesOfAsync(joined, MatchDecision.Rejected)).Matches);
        await desk.SplitAsync(first, LinkReason.Operational, bridge);
        await desk.MergeAsync(first, (await desk.MatchesOfAsync(bridge)).Case.CaseId);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_split_is_corrected_by_a_link_or_by_a_split_back_as_well(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = (await desk.ReceiveAsync(known)).CaseId;
        await desk.ReceiveAsync(joined);

        await desk.SplitAsync(first, LinkReason.NameOnly, joined);
        await desk.LinkAsync(joined, first, LinkReason.Correction);
        var apart = await desk.SplitAsync(first, LinkReason.OtherIncident, joined);
        await desk.ReceiveAsync(new Tip("nz-dia").Phone("+63 900 000 0042"));
        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.SplitBackAsync(apart, first, LinkReason.Operational, joined)));
        await desk.SplitBackAsync(apart, first, LinkReason.Correction, joined);

        Assert.Empty((await desk.MatchesOfAsync(joined, MatchDecision.Rejected)).Matches);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_an_officer_said_apart_from_the_split_stays_when_that_is_corrected(StoreKind kind)
    {
        await using var desk = await Desk.StartAsync(kind);
        var first = (await desk.ReceiveAsync(known)).CaseId;
        await desk.ReceiveAsync(joined);

        var apart = await desk.SplitAsync(first, LinkReason.OtherPerson, joined);
        await desk.RejectAsync(joined, first);

        Assert.Equal("NOT_THE_SAME", await ReasonOf(() => desk.MergeAsync(first, apart, LinkReason.Correction)));
    }
}
