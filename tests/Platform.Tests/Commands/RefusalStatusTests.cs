using System.Globalization;
using Google.Rpc;
using Referrals.Platform.Commands;
using Xunit;

namespace Referrals.Platform.Tests.Commands;

public sealed class RefusalStatusTests
{
    // What gRPC's Java client takes of trailers when nobody tells it otherwise; the C core (Python, Ruby, PHP) takes the same and at most twice that.
    private const int TrailersThatEveryClientTakes = 8 * 1024;

    [Fact]
    public void However_much_is_wrong_every_client_can_read_the_answer()
    {
        var violations = new Violations();
        for (var person = 0; person < 1000; person++)
            violations.Require(false, string.Create(CultureInfo.InvariantCulture, $"referral.persons[{person}].addresses[19].postalCode"), "must not hold control characters other than tab and line ends, nor broken Unicode", "MALFORMED");

        var exception = violations.ToRefusal().ToRpcException();

        Assert.InRange(exception.Trailers.Sum(entry => entry.Key.Length + 32 + (entry.IsBinary ? entry.ValueBytes.Length * 4 / 3 : entry.Value.Length)) + exception.Status.Detail.Length, 0, TrailersThatEveryClientTakes);
        var named = exception.GetDetails()!.Details.Single(detail => detail.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations;
        Assert.InRange(named.Count, 20, 100);
        Assert.Equal("referral.persons[0].addresses[19].postalCode", named[0].Field);
        Assert.EndsWith("(and 99 more)", exception.Status.Detail, StringComparison.Ordinal);
    }
}
