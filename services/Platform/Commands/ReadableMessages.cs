using Google.Protobuf;
using Grpc.Core;

namespace Referrals.Platform.Commands;

/// <summary>The messages of a stream. One that cannot be read ends it with a refusal, since the reader lost its place.</summary>
internal sealed class ReadableMessages<T>(IAsyncStreamReader<T> messages) : IAsyncStreamReader<T>
{
    public T Current => messages.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            return await messages.MoveNext(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException or IOException or RpcException { StatusCode: StatusCode.Internal })
        {
            throw new RefusedException(UnreadableCalls.Refusal);
        }
    }
}
