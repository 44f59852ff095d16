using Grpc.Core;
using Referrals.Grpc.Tests.V1;

namespace Referrals.Grpc.Tests.RoundTrip;

public sealed class CallTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    private readonly EchoService.EchoServiceClient _client = fixture.Client;

    [Fact]
    public async Task A_unary_call_answers()
    {
        using var call = _client.EchoAsync(new EchoRequest { Text = "héllo" }, deadline: Soon());

        Assert.Equal("héllo", (await call).Text);
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
        Assert.Equal("unary", call.GetTrailers().GetValue(StampingInterceptor.Trailer));
    }

    [Fact]
    public void A_blocking_call_answers() =>
        Assert.Equal("hello", _client.Echo(new EchoRequest { Text = "hello" }, deadline: Soon()).Text);

    [Fact]
    public async Task Client_streaming_collects_all_requests()
    {
        using var call = _client.Collect(deadline: Soon());
        foreach (var text in (string[])["a", "b", "c"])
            await call.RequestStream.WriteAsync(new CollectRequest { Text = text });

        await call.RequestStream.CompleteAsync();

        Assert.Equal("a b c", (await call).Text);
        Assert.Equal("client-streaming", call.GetTrailers().GetValue(StampingInterceptor.Trailer));
    }

    [Fact]
    public async Task Server_streaming_delivers_all_responses()
    {
        using var call = _client.Repeat(new RepeatRequest { Text = "again", Times = 1000 }, deadline: Soon());

        var received = 0;
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            Assert.Equal("again", response.Text);
            received++;
        }

        Assert.Equal(1000, received);
        Assert.Equal("server-streaming", call.GetTrailers().GetValue(StampingInterceptor.Trailer));
    }

    [Fact]
    public async Task Duplex_streaming_answers_each_request_before_the_next()
    {
        using var call = _client.Converse(deadline: Soon());
        foreach (var text in (string[])["a", "b", "c"])
        {
            await call.RequestStream.WriteAsync(new ConverseRequest { Text = text });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(text.ToUpperInvariant(), call.ResponseStream.Current.Text);
        }

        await call.RequestStream.CompleteAsync();

        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal("duplex-streaming", call.GetTrailers().GetValue(StampingInterceptor.Trailer));
    }

    [Fact]
    public async Task Headers_and_trailers_carry_text_and_bytes()
    {
        var headers = new Metadata { { "X-Text", "one" }, { "x-bytes-bin", new byte[] { 0, 255, 7 } } };
        using var call = _client.EchoAsync(new EchoRequest(), headers, Soon());

        var responseHeaders = await call.ResponseHeadersAsync;
        await call;

        foreach (var metadata in (Metadata[])[responseHeaders, call.GetTrailers()])
        {
            Assert.Equal("one", metadata.GetValue("x-text"));
            Assert.Equal([0, 255, 7], metadata.GetValueBytes("x-bytes-bin")!);
        }
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.FailedPrecondition)]
    [InlineData(StatusCode.Unauthenticated)]
    public async Task A_status_arrives_with_its_text(StatusCode code)
    {
        var failure = await FailsAsync(new FailRequest { Code = (int)code, Detail = "Because: ü, % and \n." });

        Assert.Equal(code, failure.StatusCode);
        Assert.Equal("Because: ü, % and \n.", failure.Status.Detail);
    }

    [Fact]
    public async Task Error_details_arrive_in_the_trailers()
    {
        var failure = await FailsAsync(
            new FailRequest { Code = (int)StatusCode.InvalidArgument, Detail = "No.", InvalidFields = { "name" } });

        var status = Google.Rpc.Status.Parser.ParseFrom(failure.Trailers.GetValueBytes("grpc-status-details-bin"));
        var violation = Assert.Single(status.Details.Single().Unpack<Google.Rpc.BadRequest>().FieldViolations);
        Assert.Equal("name", violation.Field);
    }

    [Fact]
    public async Task A_bug_in_a_handler_is_unknown_and_tells_nothing()
    {
        var failure = await FailsAsync(new FailRequest());

        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Assert.DoesNotContain("A bug.", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_the_server_lacks_is_unimplemented()
    {
        var health = new global::Grpc.Health.V1.Health.HealthClient(fixture.Server.Channel);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await health.CheckAsync(new(), deadline: Soon()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task A_request_over_the_limit_is_refused()
    {
        var request = new EchoRequest { Text = new string('x', 5 * 1024 * 1024) };

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await _client.EchoAsync(request, deadline: Soon()));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task A_deadline_ends_the_call_on_both_sides()
    {
        var id = Guid.NewGuid().ToString();
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300);
        using var call = _client.WaitAsync(new WaitRequest { Id = id }, deadline: deadline);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        await fixture.Record.Cancelled(id).Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_deadline_in_an_unspecified_time_zone_is_refused()
    {
        var deadline = DateTime.SpecifyKind(Soon(), DateTimeKind.Unspecified);

        Assert.Throws<InvalidOperationException>(() => _client.Echo(new EchoRequest(), deadline: deadline));
    }

    [Fact]
    public async Task Giving_up_cancels_the_handler()
    {
        var id = Guid.NewGuid().ToString();
        using var givingUp = new CancellationTokenSource();
        using var call = _client.WaitAsync(new WaitRequest { Id = id }, deadline: Soon(), cancellationToken: givingUp.Token);
        await fixture.Record.Started(id).Task.WaitAsync(TimeSpan.FromSeconds(10));

        await givingUp.CancelAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call);

        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        await fixture.Record.Cancelled(id).Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Disposing_a_call_cancels_the_handler()
    {
        var id = Guid.NewGuid().ToString();
        using (_client.WaitAsync(new WaitRequest { Id = id }, deadline: Soon()))
            await fixture.Record.Started(id).Task.WaitAsync(TimeSpan.FromSeconds(10));

        await fixture.Record.Cancelled(id).Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_status_of_a_running_call_is_not_known()
    {
        using var call = _client.WaitAsync(new WaitRequest { Id = Guid.NewGuid().ToString() }, deadline: Soon());

        Assert.Throws<InvalidOperationException>(() => call.GetStatus());
        Assert.Throws<InvalidOperationException>(() => call.GetTrailers());
    }

    private static DateTime Soon() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);

    private Task<RpcException> FailsAsync(FailRequest request) =>
        Assert.ThrowsAsync<RpcException>(async () => await _client.FailAsync(request, deadline: Soon()));
}
