using Referrals.Cli.Documents;
using Referrals.Common.V1;
using Xunit;

namespace Referrals.Cli.Tests.CommandLine;

public sealed class EnumWordsTests
{
    [Theory]
    [InlineData("PRIORITY_P2_URGENT")]
    [InlineData("P2_URGENT")]
    [InlineData("p2-urgent")]
    [InlineData("p2")]
    public void A_code_may_leave_out_its_prefix_its_case_and_what_follows(string word) =>
        Assert.Equal((int)Priority.P2Urgent, EnumWords.Find(EnumWords.Descriptor(typeof(Priority)), word)?.Number);

    [Theory]
    [InlineData("")]
    [InlineData("P5")]
    [InlineData("P")]
    [InlineData("2")]
    public void What_is_no_code_or_could_be_several_is_not_found(string word) =>
        Assert.Null(EnumWords.Find(EnumWords.Descriptor(typeof(Priority)), word));

    [Fact]
    public void A_value_is_written_without_its_prefix() => Assert.Equal("NO_CAPACITY", EnumWords.Short(DeclineReason.NoCapacity));
}
