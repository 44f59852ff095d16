using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a message is written: whole with <see cref="Complete(byte[])"/>, or into the buffer writer.</summary>
public abstract class SerializationContext
{
    /// <summary>Ends with these bytes as the message.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>The buffer to write to; end with <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Tells the length in bytes ahead, which saves the transport a copy.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends the message that was written to the buffer.</summary>
    public virtual void Complete() => throw new NotImplementedException();
}
