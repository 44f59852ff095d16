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
    public void While_nothing_is_known_to_have_arrived_nothing_is_lost_and_the_oldest_is_asked_after()
    {
        SentEvent[] lacking = [Sent(1, minutesAgo: 9), Sent(2, minutesAgo: 5)];

        Assert.Empty(DeliveryRules.Lost(lacking, null, After));
        Assert.Equal(1, DeliveryRules.Probe(lacking, Now, After)?.Position);
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

    private static SentEvent Sent(long position, double minutesAgo, int again = 0) => new(position, "cases/a", position, Now.AddMinutes(-minutesAgo), again);

    private static IEnumerable<long> Lost(IReadOnlyList<SentEvent> lacking, double arrivedMinutesAgo) =>
        DeliveryRules.Lost(lacking, Now.AddMinutes(-arrivedMinutesAgo), After).Select(sent => sent.Position);
}
