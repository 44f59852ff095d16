using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Referrals.Contracts.Json;

/// <summary>
/// The JSON form of the exchange's messages: the protobuf JSON mapping, read strictly, with the type's prefix on enum values
/// left to the writer (<c>LIVE_STREAMED</c> and <c>INCIDENT_TYPE_LIVE_STREAMED</c> are the same).
/// </summary>
/// <remarks>
/// Strictly means: fields that the message does not have are refused, since what is not understood would be lost; so are a
/// field given twice, a value of another type, an unknown enum value, and anything after the message. Each is reported with
/// its path and rule, and without its value. Field names are taken in camelCase and as in the proto; <c>null</c> stands for
/// a field that is not given. See https://protobuf.dev/programming-guides/json/.
/// </remarks>
public static class ReferralJson
{
    /// <summary>How many objects and arrays may stand in one another.</summary>
    public const int MaxDepth = 32;

    /// <summary>After this many violations the rest of the text is not looked at.</summary>
    public const int MaxViolations = 100;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static JsonReading<T> Parse<T>(string json)
        where T : class, IMessage<T>, new()
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return Parse<T>(s_strict.GetBytes(json));
        }
        catch (EncoderFallbackException)
        {
            return new JsonReading<T>(null, [MessageReader.NotUnicode]);
        }
    }

    public static JsonReading<T> Parse<T>(ReadOnlySpan<byte> utf8Json)
        where T : class, IMessage<T>, new()
    {
        var message = new T();
        var violations = new MessageReader().Read(utf8Json, message);
        return new JsonReading<T>(violations.Count == 0 ? message : null, violations);
    }

    /// <summary>As <see cref="Parse{T}(ReadOnlySpan{byte})"/>, for a message that is known by its descriptor only.</summary>
    public static JsonReading<IMessage> Parse(ReadOnlySpan<byte> utf8Json, MessageDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        var violations = new MessageReader().Read(utf8Json, message);
        return new JsonReading<IMessage>(violations.Count == 0 ? message : null, violations);
    }

    public static string Format(IMessage message, JsonForm? form = null) =>
        Encoding.UTF8.GetString(FormatToUtf8(message, form));

    public static byte[] FormatToUtf8(IMessage message, JsonForm? form = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return MessageWriter.Write(message, form ?? JsonForm.Default);
    }
}
