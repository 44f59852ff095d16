namespace Grpc.Core;

/// <summary>How a message becomes bytes and back.</summary>
public class Marshaller<T>
{
    /// <summary>A marshaller over whole byte arrays.</summary>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>A marshaller over the transport's own buffers. It has no byte array form.</summary>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(deserializer);
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = _ => throw new NotImplementedException("The marshaller works on a serialization context only.");
        Deserializer = _ => throw new NotImplementedException("The marshaller works on a deserialization context only.");
    }

    /// <summary>Message to bytes.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>Bytes to message.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Message into the transport's buffer.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Message from the transport's buffer.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }
}
