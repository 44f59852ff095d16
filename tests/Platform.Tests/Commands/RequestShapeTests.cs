using Google.Protobuf.WellKnownTypes;
using Referrals.Audit.V1;
using Referrals.Operations.V1;
using Referrals.Platform.Commands;
using Xunit;

namespace Referrals.Platform.Tests.Commands;

public sealed class RequestShapeTests
{
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(-62135596800, 0, true)]
    [InlineData(253402300799, 999_999_999, true)]
    [InlineData(-62135596801, 0, false)]
    [InlineData(253402300800, 0, false)]
    [InlineData(0, -1, false)]
    [InlineData(0, 1_000_000_000, false)]
    public void A_time_is_one_that_there_is(long seconds, int nanos, bool holds) =>
        Assert.Equal(holds ? [] : ["from"], Broken(new SearchRequest { From = new Timestamp { Seconds = seconds, Nanos = nanos } }));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(-1, -999_999_999, true)]
    [InlineData(315_576_000_000, 0, true)]
    [InlineData(315_576_000_001, 0, false)]
    [InlineData(-315_576_000_001, 0, false)]
    [InlineData(1, -1, false)]
    [InlineData(0, 1_000_000_000, false)]
    public void A_length_of_time_is_one_that_there_is(long seconds, int nanos, bool holds) =>
        Assert.Equal(holds ? [] : ["offset"], Broken(new AdvanceClockRequest { Offset = new Duration { Seconds = seconds, Nanos = nanos } }));

    [Fact]
    public void No_store_takes_a_text_with_a_zero_byte() =>
        Assert.Equal(["actor", "eventTypes[1]"], Broken(new SearchRequest { Actor = "a\0b", EventTypes = { "offered", "\0" } }));

    private static IEnumerable<string> Broken(Google.Protobuf.IMessage request)
    {
        var violations = new Violations();
        RequestShape.Check(request, violations);
        return violations.Fields.Select(field => field.Field).Order(StringComparer.Ordinal);
    }
}
