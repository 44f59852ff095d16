using Referrals.Platform.Delivery;
using Xunit;

namespace Referrals.Platform.Tests.Delivery;

public sealed class DeliveryRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    [Fact]
    public void What_was_sent_well_before_something_that_arrived_is_lost()
    {
        SentEvent[] lacking = [Sent(1, minutesAgo: 9), Sent(2, minutesAgo: 5), Sent(3, minutesAgo: 4)];

        Assert.Equal([1, 2], Lost(lacking, arrivedMinutesAgo: 3.5));
        Assert.Equal([1], Lost(lacking, arrivedMinutesAgo: 7.5));
        Assert.Empty(Lost(lacking, arrivedMinutesAgo: 8.5));
    }

    [Fact]
    public void While_nothing_is_known_to_have_arrived_nothing_is_lost_and_the_newest_is_asked_after()
    {
        SentEvent[] lacking = [Sent(1, minutesAgo: 9), Sent(2, minutesAgo: 5)];

        Assert.Empty(DeliveryRules.Lost(lacking, [], After));
        Assert.Equal(2, DeliveryRules.Probe(lacking, Now, After)?.Position);
        Assert.Null(DeliveryRules.Probe([Sent(3, minutesAgo: 0.9)], Now, After));
        Assert.Null(DeliveryRules.Probe([], Now, After));
    }

    [Fact]
    public void What_was_sent_again_in_vain_waits_twice_as_long_each_time_up_to_64_times()
    {
        Assert.Equal(2, DeliveryRules.Probe([Sent(1, minutesAgo: 3, again: 2), Sent(2, minutesAgo: 2.5, again: 1)], Now, After)?.Position);
        Assert.Empty(Lost([Sent(1, minutesAgo: 6, again: 2)], arrivedMinutesAgo: 3));
        Assert.Equal([1], Lost([Sent(1, minutesAgo: 8, again: 2)], arrivedMinutesAgo: 3));
        Assert.Equal([1], Lost([Sent(1, minutesAgo: 66, again: 40)], arrivedMinutesAgo: 1));
    }

    [Fact]
    public void What_was_sent_again_and_arrived_tells_nothing_of_what_stands_behind_it_in_a_long_queue()
    {
        SentEvent[] lacking = [Sent(1, minutesAgo: 9), Sent(3, minutesAgo: 9), Sent(4, minutesAgo: 8)];
        SentEvent[] arrived = [Sent(2, minutesAgo: 1, again: 1)];

        Assert.Equal([1], DeliveryRules.Lost(lacking, arrived, After).Select(sent => sent.Position));
    }

    [Fact]
    public void Of_what_has_arrived_only_what_tells_more_than_all_behind_it_is_remembered()
    {
        SentEvent[] arrived = [Sent(1, minutesAgo: 1, again: 1), Sent(2, minutesAgo: 9), Sent(3, minutesAgo: 2, again: 1), Sent(4, minutesAgo: 7), Sent(5, minutesAgo: 6)];

        Assert.Equal([5, 3, 1], DeliveryRules.Telling(arrived).Select(sent => sent.Position));
    }

    private static SentEvent Sent(long position, double minutesAgo, int again = 0) => new(position, "cases/a", position, Now.AddMinutes(-minutesAgo), again);

    private static IEnumerable<long> Lost(IReadOnlyList<SentEvent> lacking, double arrivedMinutesAgo) =>
        DeliveryRules.Lost(lacking, [Sent(100, arrivedMinutesAgo)], After).Select(sent => sent.Position);
}
