using Referrals.Console.Words;
using Xunit;

namespace Referrals.Console.Tests.Rules;

public sealed class ShowTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(59, "in less than 1 min")]
    [InlineData(-59, "overdue by less than 1 min")]
    [InlineData(60, "in 1 min")]
    [InlineData(119 * 60 + 59, "in 119 min")]
    [InlineData(120 * 60, "in 2 hr")]
    [InlineData(-47 * 3600, "overdue by 47 hr")]
    [InlineData(48 * 3600, "in 2 days")]
    public void What_is_left_is_said_in_its_largest_unit(int seconds, string words) => Assert.Equal(words, Show.Left(Now.AddSeconds(seconds), Now, new Texts()));
}
