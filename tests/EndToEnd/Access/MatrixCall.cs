using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Referrals.Platform.Commands;

namespace Referrals.EndToEnd.Access;

/// <summary>Any rpc, called by its descriptor.</summary>
internal static class MatrixCall
{
    private static readonly TimeSpan StreamWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(60);
    private static readonly Marshaller<byte[]> Bytes = new(bytes => bytes, bytes => bytes);

    /// <summary>The status that the call ends with; a stream that says nothing for a while was admitted.</summary>
    public static async Task<MatrixAnswer> RunAsync(CallInvoker invoker, MethodDescriptor method, IMessage request, bool admitted)
    {
        var type = method switch
        {
            { IsClientStreaming: true } => MethodType.DuplexStreaming,
            { IsServerStreaming: true } => MethodType.ServerStreaming,
            _ => MethodType.Unary,
        };
        var call = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, Bytes, Bytes);
        var streams = type != MethodType.Unary;
        var options = new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + (streams && admitted ? StreamWithin : RefusedWithin));
        try
        {
            await RunAsync(invoker, call, options, request.ToByteArray());
            return new MatrixAnswer(StatusCode.OK, "", "");
        }
        catch (RpcException exception) when (streams && admitted && exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            return new MatrixAnswer(StatusCode.OK, "", "");
        }
        catch (RpcException exception)
        {
            return new MatrixAnswer(exception.StatusCode, exception.Status.Detail, exception.GetDetails()?.ToString() ?? "");
        }
    }

    private static async Task RunAsync(CallInvoker invoker, Method<byte[], byte[]> method, CallOptions options, byte[] request)
    {
        switch (method.Type)
        {
            case MethodType.DuplexStreaming:
                using (var duplex = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    await duplex.RequestStream.CompleteAsync();
                    await duplex.ResponseStream.MoveNext(CancellationToken.None);
                }

                break;
            case MethodType.ServerStreaming:
                using (var stream = invoker.AsyncServerStreamingCall(method, null, options, request))
                    await stream.ResponseStream.MoveNext(CancellationToken.None);
                break;
            default:
                await invoker.AsyncUnaryCall(method, null, options, request);
                break;
        }
    }
}

/// <summary>What a caller is told.</summary>
internal sealed record MatrixAnswer(StatusCode Code, string Text, string Details);
