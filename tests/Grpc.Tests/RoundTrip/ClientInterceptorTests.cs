using Grpc.Core;
using Grpc.Core.Interceptors;
using Referrals.Grpc.Tests.V1;

namespace Referrals.Grpc.Tests.RoundTrip;

public sealed class ClientInterceptorTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    [Fact]
    public async Task The_first_interceptor_is_the_outermost()
    {
        var order = new List<string>();
        var client = Client(fixture.Server.Channel.Intercept(new Recording("outer", order), new Recording("inner", order)));

        await client.EchoAsync(new EchoRequest(), deadline: Soon());

        Assert.Equal(["outer unary", "inner unary"], order);
    }

    [Fact]
    public async Task Every_kind_of_call_is_intercepted()
    {
        var seen = new List<string>();
        var client = Client(fixture.Server.Channel.Intercept(new Recording("saw", seen)));

        client.Echo(new EchoRequest(), deadline: Soon());
        await client.EchoAsync(new EchoRequest(), deadline: Soon());
        client.Repeat(new RepeatRequest(), deadline: Soon()).Dispose();
        client.Collect(deadline: Soon()).Dispose();
        client.Converse(deadline: Soon()).Dispose();

        Assert.Equal(["saw blocking", "saw unary", "saw server streaming", "saw client streaming", "saw duplex streaming"], seen);
    }

    [Fact]
    public async Task A_function_changes_the_headers()
    {
        var client = Client(fixture.Server.Channel.Intercept(headers =>
        {
            headers.Add("x-added", "yes");
            return headers;
        }));

        using var call = client.EchoAsync(new EchoRequest(), deadline: Soon());
        await call;

        Assert.Equal("yes", call.GetTrailers().GetValue("x-added"));
    }

    [Fact]
    public async Task A_function_changes_the_headers_of_streaming_calls_too()
    {
        var changed = 0;
        var client = Client(fixture.Server.Channel.Intercept(headers =>
        {
            changed++;
            return headers;
        }));

        client.Echo(new EchoRequest(), deadline: Soon());
        using (var repeat = client.Repeat(new RepeatRequest { Times = 1 }, deadline: Soon()))
            Assert.True(await repeat.ResponseStream.MoveNext());

        client.Collect(deadline: Soon()).Dispose();
        client.Converse(deadline: Soon()).Dispose();

        Assert.Equal(4, changed);
    }

    [Fact]
    public async Task A_client_with_another_host_calls_the_same_server()
    {
        var client = fixture.Client.WithHost("elsewhere.example");

        Assert.Equal("here", (await client.EchoAsync(new EchoRequest { Text = "here" }, deadline: Soon())).Text);
    }

    private static EchoService.EchoServiceClient Client(CallInvoker invoker) => new(invoker);

    private static DateTime Soon() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);

    private sealed class Recording(string name, List<string> record) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            record.Add($"{name} blocking");
            return base.BlockingUnaryCall(request, context, continuation);
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            record.Add($"{name} unary");
            return base.AsyncUnaryCall(request, context, continuation);
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            record.Add($"{name} server streaming");
            return base.AsyncServerStreamingCall(request, context, continuation);
        }

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            record.Add($"{name} client streaming");
            return base.AsyncClientStreamingCall(context, continuation);
        }

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
        {
            record.Add($"{name} duplex streaming");
            return base.AsyncDuplexStreamingCall(context, continuation);
        }
    }
}
