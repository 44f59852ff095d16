using Referrals.Audit.V1;
using Referrals.Cli.Replay.Checking;
using Xunit;

namespace Referrals.Cli.Tests.Replay;

public sealed class OrderTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("ab", "aXbX", true)]
    [InlineData("ab", "ba", false)]
    [InlineData("aa", "a", false)]
    [InlineData("aa", "aba", true)]
    [InlineData("a", "", false)]
    public void A_history_has_what_is_wanted_in_this_order_with_others_between(string wanted, string seen, bool held) =>
        Assert.Equal(held, wanted.ToList().InOrderIn(seen));

    [Fact]
    public void A_trail_is_in_order_when_each_stream_is_and_no_record_stands_before_its_cause()
    {
        var cause = new RecordCause { Service = "intake", Stream = "r", Sequence = 1 };
        LogRecord[] records = [Record("intake", "r", 1), Record("matching", "c", 1, cause), Record("intake", "r", 2), Record("matching", "c", 2)];
        Assert.Null(WholeTrailCheck.OutOfOrder(records));
        Assert.Equal(1, WholeTrailCheck.OutOfOrder([records[1], records[0]])?.Sequence);
        Assert.Equal(2, WholeTrailCheck.OutOfOrder([records[2], records[0]])?.Sequence);
    }

    private static LogRecord Record(string service, string stream, long sequence, RecordCause? cause = null) =>
        new() { Service = service, Stream = stream, Sequence = sequence, Cause = cause };
}
