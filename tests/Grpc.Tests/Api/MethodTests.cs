using Grpc.Core;
using Grpc.Core.Interceptors;
using Referrals.Grpc.Tests.V1;

namespace Referrals.Grpc.Tests.Api;

public sealed class MethodTests
{
    private static readonly Method<string, string> s_method =
        new(MethodType.Unary, "pkg.Service", "Do", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    [Fact]
    public void A_method_has_a_path() => Assert.Equal("/pkg.Service/Do", s_method.FullName);

    [Fact]
    public void A_marshaller_over_arrays_works_on_contexts_too()
    {
        var context = new ArrayContext();

        Marshallers.StringMarshaller.ContextualSerializer("hé", context);

        Assert.Equal("hé"u8.ToArray(), context.Payload);
        Assert.Equal("hé", Marshallers.StringMarshaller.ContextualDeserializer(new ArraySource(context.Payload!)));
    }

    [Fact]
    public void A_marshaller_over_contexts_has_no_array_form()
    {
        var marshaller = Marshallers.Create<string>((_, _) => { }, _ => "");

        Assert.Throws<NotImplementedException>(() => marshaller.Serializer(""));
        Assert.Throws<NotImplementedException>(() => marshaller.Deserializer([]));
    }

    [Fact]
    public void A_definition_binds_its_methods_in_order()
    {
        var binder = new RecordingBinder();

        EchoService.BindService(new UnimplementedEcho()).BindService(binder);

        Assert.Equal(["Echo", "Fail", "Wait"], binder.Unary);
        Assert.Throws<NotImplementedException>(() => new ServiceBinderBase().AddMethod(s_method, (UnaryServerMethod<string, string>?)null));
    }

    [Fact]
    public void A_definition_takes_a_method_once()
    {
        UnaryServerMethod<string, string> handler = (request, _) => Task.FromResult(request);
        var builder = ServerServiceDefinition.CreateBuilder().AddMethod(s_method, handler);

        Assert.Throws<ArgumentException>(() => builder.AddMethod(s_method, handler));
    }

    [Fact]
    public void A_writer_that_cannot_cancel_refuses_a_token_that_can()
    {
        IAsyncStreamWriter<string> writer = new PlainWriter();
        using var source = new CancellationTokenSource();

        Assert.True(writer.WriteAsync("a", CancellationToken.None).IsCompletedSuccessfully);
        Assert.Throws<NotSupportedException>(() => { _ = writer.WriteAsync("a", source.Token); });
    }

    [Fact]
    public async Task A_call_can_be_made_from_plain_delegates()
    {
        var disposed = false;
        var headers = new Metadata();
        var trailers = new Metadata();
        var call = new AsyncUnaryCall<string>(
            Task.FromResult("response"), Task.FromResult(headers), () => Status.DefaultSuccess, () => trailers, () => disposed = true);

        Assert.Equal("response", await call);
        Assert.Same(headers, await call.ResponseHeadersAsync);
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
        Assert.Same(trailers, call.GetTrailers());
        call.Dispose();
        Assert.True(disposed);
    }

    [Fact]
    public void A_client_without_a_channel_refuses_calls() =>
        Assert.Throws<NotImplementedException>(() => new MockedClient().Echo(new EchoRequest()));

    [Fact]
    public void An_invoker_needs_its_interceptors() =>
        Assert.Throws<ArgumentNullException>(() => ((CallInvoker)null!).Intercept(new PassingInterceptor()));

    private sealed class MockedClient : EchoService.EchoServiceClient;

    private sealed class PassingInterceptor : Interceptor;

    private sealed class UnimplementedEcho : EchoService.EchoServiceBase;

    private sealed class RecordingBinder : ServiceBinderBase
    {
        public List<string> Unary { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => Unary.Add(method.Name);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }
    }

    private sealed class PlainWriter : IAsyncStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => Task.CompletedTask;
    }

    private sealed class ArrayContext : SerializationContext
    {
        public byte[]? Payload { get; private set; }

        public override void Complete(byte[] payload) => Payload = payload;
    }

    private sealed class ArraySource(byte[] payload) : DeserializationContext
    {
        public override int PayloadLength => payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload;
    }
}
