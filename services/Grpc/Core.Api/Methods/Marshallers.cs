using System.Text;

namespace Grpc.Core;

/// <summary>Makes marshallers with the message type inferred.</summary>
public static class Marshallers
{
    /// <summary>UTF-8 text.</summary>
    public static Marshaller<string> StringMarshaller => new(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);

    /// <summary>A marshaller over whole byte arrays.</summary>
    public static Marshaller<T> Create<T>(Func<T, byte[]> serializer, Func<byte[], T> deserializer) =>
        new(serializer, deserializer);

    /// <summary>A marshaller over the transport's own buffers.</summary>
    public static Marshaller<T> Create<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);
}
