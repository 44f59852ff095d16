using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is read from. The payload is valid only during deserialization.</summary>
public abstract class DeserializationContext
{
    /// <summary>Bytes in the message.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message in an array of its own.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The message in the transport's buffers; never keep it.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
