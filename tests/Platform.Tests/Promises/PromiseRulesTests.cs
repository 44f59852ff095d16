using Referrals.Platform.Promises;
using Xunit;

namespace Referrals.Platform.Tests.Promises;

public sealed class PromiseRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Record 7 and those before it were made by noon, the last is 9.</summary>
    [Theory]
    [InlineData(9, 5, "Kept")]
    [InlineData(9, 600, "Kept")]
    [InlineData(12, 5, "Kept")]
    [InlineData(8, 600, "GoneOn")]
    [InlineData(7, 600, "GoneOn")]
    [InlineData(6, 60, "Open")]
    [InlineData(6, 61, "Late")]
    [InlineData(0, 61, "Late")]
    [InlineData(null, 60, "Open")]
    [InlineData(null, 61, "Late")]
    public void A_promise_is_late_when_what_was_marked_is_not_in_the_log_after_a_minute(int? inLog, int seconds, string standing) =>
        Assert.Equal(standing, PromiseRules.Decide(new OpenStream("s", 9, 7, Noon, null), inLog, Noon.AddSeconds(seconds), Minute).ToString());
}
