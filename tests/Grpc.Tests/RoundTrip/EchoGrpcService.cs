using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Referrals.Grpc.Tests.V1;
using Status = Grpc.Core.Status;

namespace Referrals.Grpc.Tests.RoundTrip;

/// <summary>What the test service saw, by the id of the call.</summary>
public sealed class EchoRecord
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _started = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _cancelled = [];

    public TaskCompletionSource Started(string id) => _started.GetOrAdd(id, _ => Pending());

    public TaskCompletionSource Cancelled(string id) => _cancelled.GetOrAdd(id, _ => Pending());

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public sealed class EchoGrpcService(EchoRecord record) : EchoService.EchoServiceBase
{
    public override async Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context)
    {
        var echoed = new Metadata();
        foreach (var entry in context.RequestHeaders.Where(entry => entry.Key.StartsWith("x-", StringComparison.Ordinal)))
        {
            echoed.Add(entry);
            context.ResponseTrailers.Add(entry);
        }

        await context.WriteResponseHeadersAsync(echoed);
        return new EchoResponse { Text = request.Text };
    }

    public override async Task<CollectResponse> Collect(IAsyncStreamReader<CollectRequest> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            texts.Add(request.Text);

        return new CollectResponse { Text = string.Join(' ', texts) };
    }

    public override async Task Repeat(RepeatRequest request, IServerStreamWriter<RepeatResponse> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Times; i++)
            await responseStream.WriteAsync(new RepeatResponse { Text = request.Text }, context.CancellationToken);
    }

    public override async Task Converse(
        IAsyncStreamReader<ConverseRequest> requestStream,
        IServerStreamWriter<ConverseResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(new ConverseResponse { Text = request.Text.ToUpperInvariant() }, context.CancellationToken);
    }

    public override Task<FailResponse> Fail(FailRequest request, ServerCallContext context)
    {
        if (request.Code == 0)
            throw new InvalidOperationException("A bug.");

        var badRequest = new BadRequest();
        badRequest.FieldViolations.Add(request.InvalidFields.Select(
            field => new BadRequest.Types.FieldViolation { Field = field, Description = $"{field} is required." }));
        var details = new Google.Rpc.Status { Code = request.Code, Message = request.Detail, Details = { Any.Pack(badRequest) } };
        throw new RpcException(
            new Status((StatusCode)request.Code, request.Detail),
            new Metadata { { "grpc-status-details-bin", details.ToByteArray() } });
    }

    public override async Task<WaitResponse> Wait(WaitRequest request, ServerCallContext context)
    {
        record.Started(request.Id).TrySetResult();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }
        finally
        {
            record.Cancelled(request.Id).TrySetResult();
        }

        return new WaitResponse();
    }
}
