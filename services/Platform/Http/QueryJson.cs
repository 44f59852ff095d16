using System.Text.Json;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace Referrals.Platform.Http;

/// <summary>A query as the JSON of a message, so that it is read by the same rules as a body.</summary>
internal static class QueryJson
{
    public static byte[] Write(IQueryCollection query, MessageDescriptor message)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var (name, values) in query)
            {
                var field = message.Fields.InFieldNumberOrder().FirstOrDefault(field => field.JsonName == name || field.Name == name);
                json.WritePropertyName(name);
                if (field is { IsRepeated: true })
                    json.WriteStartArray();
                foreach (var value in field is { IsRepeated: true } ? values : values.Take(1))
                    Write(json, field, value ?? "");
                if (field is { IsRepeated: true })
                    json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FieldDescriptor? field, string value)
    {
        if (field is { FieldType: FieldType.Bool } && bool.TryParse(value, out var flag))
            json.WriteBooleanValue(flag);
        else
            json.WriteStringValue(value);
    }
}
