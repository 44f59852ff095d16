using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Testing;
using Referrals.Triage.V1;
using Xunit;

namespace Referrals.Triage.Tests.CountQueue;

public sealed class CountQueueTests
{
    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task What_waits_is_counted_by_desk_and_priority_with_the_age_of_what_nobody_holds(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var first = await triage.OpenAsync();
        var second = await triage.OpenAsync();
        await triage.OpenAsync(A.S1Referral());
        await triage.MatchAsync(A.Referral() with { Countries = ["US"] });
        await triage.RejectAsync(await triage.OpenAsync(), Disposition.NotAnOffence);
        await triage.ClaimAsync(first);

        var counted = await CountAsync(triage);

        var opened = (await triage.GetAsync(second)).OpenedAt;
        var mine = counted.Single(count => count is { Desk: "ph", Priority: Priority.P3Standard });
        Assert.Equal((2, 1, 0, 0), (mine.Waiting, mine.Unclaimed, mine.Overdue, mine.Orphaned));
        Assert.Equal(opened, mine.OldestUnclaimedAt);
        Assert.Equal(1, counted.Single(count => count is { Desk: "ph", Priority: Priority.P2Urgent }).Waiting);
        Assert.Equal(1, counted.Where(count => count.Desk != "ph").Sum(count => count.Waiting));
        Assert.Equal(counted.OrderBy(count => count.Desk, StringComparer.Ordinal).ThenBy(count => count.Priority), counted);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_lapsed_claim_holds_nothing_and_what_is_held_has_no_age(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        var claim = await triage.ClaimAsync(await triage.OpenAsync());

        var held = Assert.Single(await CountAsync(triage));
        triage.Time.Advance(claim.Claim.LeaseUntil.ToDateTimeOffset() - triage.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        var lapsed = Assert.Single(await CountAsync(triage));

        Assert.Equal((1, 0), (held.Waiting, held.Unclaimed));
        Assert.Null(held.OldestUnclaimedAt);
        Assert.Equal(1, lapsed.Unclaimed);
        Assert.NotNull(lapsed.OldestUnclaimedAt);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task An_officer_counts_the_desks_on_the_credential_only(StoreKind kind)
    {
        await using var triage = await TriageUnderTest.StartAsync(kind);
        await triage.OpenAsync();
        await triage.MatchAsync(A.Referral() with { Countries = ["US"] });

        var seen = (await triage.Ana.CountQueueAsync(new CountQueueRequest())).Counts;

        Assert.Equal(["ph"], seen.Select(count => count.Desk).Distinct());
    }

    private static async Task<IReadOnlyList<QueueCount>> CountAsync(TriageUnderTest triage) =>
        (await triage.Officer(Callers.Operator).CountQueueAsync(new CountQueueRequest())).Counts;
}
