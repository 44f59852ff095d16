using Grpc.Core;

namespace Referrals.Grpc.Tests.Interop;

/// <summary>A client that shares no code with the server: what it understands is gRPC, not an agreement of our own.</summary>
public sealed class ForeignClientTests(ForeignRun run) : IClassFixture<ForeignRun>
{
    [Fact]
    public void It_calls_a_unary_method_and_reads_the_trailers()
    {
        var echo = run.Seen.GetProperty("echo");

        Assert.Equal("héllo", echo.GetProperty("text").GetString());
        Assert.Equal("sent", echo.GetProperty("textTrailer").GetString());
        Assert.Equal([0, 255, 7], echo.GetProperty("bytesTrailer").EnumerateArray().Select(item => item.GetInt32()));
    }

    [Fact]
    public void It_reads_a_server_stream_to_its_end() =>
        Assert.Equal(Enumerable.Repeat("again", 1000), Texts("repeated"));

    [Fact]
    public void It_writes_a_client_stream() => Assert.Equal("a b c", run.Seen.GetProperty("collected").GetString());

    [Fact]
    public void It_holds_a_conversation()
    {
        var conversation = run.Seen.GetProperty("conversation");

        Assert.Equal(["A", "B", "C"], conversation.GetProperty("answers").EnumerateArray().Select(item => item.GetString()));
        Assert.True(conversation.GetProperty("ended").GetBoolean());
    }

    [Fact]
    public void Its_deadline_ends_the_call() =>
        Assert.Equal((int)StatusCode.DeadlineExceeded, run.Seen.GetProperty("deadlineCode").GetInt32());

    [Fact]
    public void It_reads_error_details()
    {
        var failure = run.Seen.GetProperty("failure");

        Assert.Equal((int)StatusCode.InvalidArgument, failure.GetProperty("code").GetInt32());
        Assert.Equal("Not válid.", failure.GetProperty("detail").GetString());
        Assert.Equal("type.googleapis.com/google.rpc.BadRequest", failure.GetProperty("type").GetString());
        Assert.Equal(
            ["name: name is required.", "zip: zip is required."],
            failure.GetProperty("violations").EnumerateArray().Select(item => item.GetString()));
    }

    private IEnumerable<string?> Texts(string name) => run.Seen.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
