using Referrals.Cli.CommandLine;
using Xunit;

namespace Referrals.Cli.Tests.CommandLine;

public sealed class TimesTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("45m", 2700)]
    [InlineData("12h", 43200)]
    [InlineData("1.5h", 5400)]
    [InlineData("30d", 2592000)]
    [InlineData("2w", 1209600)]
    public void A_length_is_a_number_and_a_unit(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Times.ParseLength(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("30")]
    [InlineData("-1d")]
    [InlineData("1y")]
    [InlineData("1e3d")]
    [InlineData("999999999d")]
    [InlineData("NaNd")]
    public void Anything_else_is_no_length(string text) => Assert.Null(Times.ParseLength(text));

    [Theory]
    [InlineData("2026-06-01", "2026-06-01 00:00:00Z")]
    [InlineData("2026-06-01T09:30Z", "2026-06-01 09:30:00Z")]
    [InlineData("2026-06-01T09:30:00+08:00", "2026-06-01 01:30:00Z")]
    public void A_moment_without_an_offset_is_utc(string text, string read) => Assert.Equal(read, Times.Words(Times.ParseMoment(text)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-13-01")]
    [InlineData("March 2026")]
    public void Anything_else_is_no_moment(string text) => Assert.Null(Times.ParseMoment(text));
}
