using System.Text.Json;
using System.Text.Json.Serialization;

namespace Referrals.Platform.Outbox;

/// <summary>How events are written, in the outbox, on the bus and in the inbox: alike everywhere.</summary>
public static class EventJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(object @event) => JsonSerializer.Serialize(@event, @event.GetType(), Options);

    public static object Read(Type type, string text) =>
        JsonSerializer.Deserialize(text, type, Options) ?? throw new JsonException("an event is an object");

    public static object Read(Type type, JsonElement element) =>
        element.Deserialize(type, Options) ?? throw new JsonException("an event is an object");
}
