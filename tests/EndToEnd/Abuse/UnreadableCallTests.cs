using System.Text;
using Google.Protobuf;
using Grpc.Core;

namespace Referrals.EndToEnd.Abuse;

/// <summary>Calls that hold no message of their rpc: the caller's mistake, with no trace of it in the log.</summary>
public sealed class UnreadableCallTests(HostileExchange exchange) : IClassFixture<HostileExchange>
{
    private const string Submit = "/referrals.intake.v1.IntakeService/Submit";
    private const string SubmitMany = "/referrals.intake.v1.IntakeService/SubmitMany";
    private static readonly byte[] NoMessage = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, .. "content"u8];

    [Theory]
    [InlineData("bytes that are no message", StatusCode.InvalidArgument)]
    [InlineData("text that is not UTF-8", StatusCode.InvalidArgument)]
    [InlineData("groups in groups without end", StatusCode.InvalidArgument)]
    [InlineData("half a message", StatusCode.InvalidArgument)]
    [InlineData("half a frame's header", StatusCode.InvalidArgument)]
    [InlineData("nothing", StatusCode.InvalidArgument)]
    [InlineData("two messages", StatusCode.InvalidArgument)]
    [InlineData("a flag that is none", StatusCode.InvalidArgument)]
    [InlineData("compressed without saying how", StatusCode.InvalidArgument)]
    [InlineData("longer than may be", StatusCode.ResourceExhausted)]
    [InlineData("longer than can be", StatusCode.InvalidArgument)]
    public async Task What_cannot_be_read_is_an_invalid_argument(string what, StatusCode expected)
    {
        var bytes = Framed(what);

        Assert.Equal(expected, await CodeAsync(Submit, bytes));

        // A stream may be empty or have several, and answers each message whose text cannot be taken.
        if (what is not ("nothing" or "two messages" or "text that is not UTF-8"))
            Assert.Equal(expected, await CodeAsync(SubmitMany, bytes));
        await exchange.TakesAsync(0, () => throw new InvalidOperationException());
    }

    [Theory]
    [InlineData("example-bin", "not base64!")]
    [InlineData("exa!mple", "a name that metadata does not have")]
    [InlineData("content-type", "text/plain")]
    public async Task Headers_that_are_no_metadata_are_an_invalid_argument(string name, string value)
    {
        Assert.Equal(StatusCode.InvalidArgument, await CodeAsync(Submit, RawCall.Message(HostileRequests.Submission().ToByteArray()), (name, value)));
        await exchange.TakesAsync(0, () => throw new InvalidOperationException());
    }

    private static byte[] Framed(string what) => what switch
    {
        "bytes that are no message" => RawCall.Message(NoMessage),
        "text that is not UTF-8" => RawCall.Message([0x0a, 2, 0xc3, 0x28]),
        "groups in groups without end" => RawCall.Message([.. Enumerable.Repeat((byte)0x0b, 5_000)]),
        "half a message" => RawCall.Message(HostileRequests.Submission().ToByteArray())[..^9],
        "half a frame's header" => [0, 0, 0],
        "nothing" => [],
        "two messages" => [.. RawCall.Message([]), .. RawCall.Message([])],
        "a flag that is none" => RawCall.Message([], compressed: 7),
        "compressed without saying how" => RawCall.Message(Encoding.ASCII.GetBytes("content"), compressed: 1),
        "longer than may be" => RawCall.Message([], length: 2 << 20),
        "longer than can be" => RawCall.Message([], length: uint.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private async Task<StatusCode?> CodeAsync(string method, byte[] body, params (string Name, string Value)[] more)
    {
        var token = (await File.ReadAllTextAsync(Path.Combine(exchange.DataDirectory, "credentials", "agency-uk-nca.token"))).Trim();
        var headers = HostileRequests.Headers(method, token).Where(header => more.All(other => other.Name != header.Name)).Concat(more);
        return (StatusCode?)await RawCall.SendAsync(new Uri(exchange.Access.AddressOf("intake")), [.. RawCall.Preface, .. RawCall.Of(RawCall.HeaderBlock(headers), body)]);
    }
}
