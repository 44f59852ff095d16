using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Referrals.Cli.Json;

/// <summary>
/// Reads a message from its JSON form. Enum values may leave their type's prefix out; a field that the message does not
/// have is refused with its path, since what is not understood would be lost.
/// </summary>
internal static class MessageReader
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default);

    /// <exception cref="DocumentException">The document is not such a message; names every field that is wrong.</exception>
    public static T Read<T>(JsonNode? document, string path)
        where T : IMessage<T>, new()
    {
        if (document is not JsonObject given)
            throw new DocumentException($"{path} must be a JSON object");
        var written = (JsonObject)given.DeepClone();
        var problems = new List<FieldProblem>();
        Complete(written, MessageType<T>(), path, problems);
        if (problems.Count > 0)
            throw new DocumentException($"{path} is not valid", problems);
        try
        {
            return Parser.Parse<T>(written.ToJsonString());
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new DocumentException($"{path} is not valid: {Rule(exception)}");
        }
    }

    private static MessageDescriptor MessageType<T>()
        where T : IMessage<T>, new() => new T().Descriptor;

    private static void Complete(JsonObject document, MessageDescriptor type, string path, List<FieldProblem> problems)
    {
        foreach (var (name, value) in document.ToList())
        {
            var at = $"{path}.{name}";
            if (Field(type, name) is not { } field)
                problems.Add(new FieldProblem(at, $"is not a field of {type.Name}"));
            else if (field.IsRepeated && !field.IsMap)
                CompleteList(document, name, value, field, at, problems);
            else if (Completed(value, field, at, problems) is { } replaced)
                document[name] = replaced;
        }
    }

    private static void CompleteList(JsonObject document, string name, JsonNode? value, FieldDescriptor field, string path, List<FieldProblem> problems)
    {
        if (value is not JsonArray items)
        {
            if (value is not null)
                problems.Add(new FieldProblem(path, "must be a list"));
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (Completed(items[i], field, $"{path}[{i}]", problems) is { } replaced)
                items[i] = replaced;
        }
    }

    /// <summary>What takes the place of a value; null when it stays as it is.</summary>
    private static JsonNode? Completed(JsonNode? value, FieldDescriptor field, string path, List<FieldProblem> problems)
    {
        if (field.FieldType == FieldType.Message && value is JsonObject nested && field.MessageType.File.Package.StartsWith("referrals.", StringComparison.Ordinal))
            Complete(nested, field.MessageType, path, problems);
        else if (value is not null && Mistake(value, field) is { } rule)
            problems.Add(new FieldProblem(path, rule));
        else if (field.FieldType == FieldType.Enum && value?.GetValueKind() == JsonValueKind.String)
            return JsonValue.Create(EnumNames.Find(field.EnumType, value.GetValue<string>())!.Name);
        return null;
    }

    private static string? Mistake(JsonNode value, FieldDescriptor field)
    {
        var kind = value.GetValueKind();
        return field.FieldType switch
        {
            FieldType.String when kind != JsonValueKind.String => "must be text",
            FieldType.Bool when kind is not (JsonValueKind.True or JsonValueKind.False) => "must be true or false",
            FieldType.Int32 or FieldType.Int64 when kind is not (JsonValueKind.Number or JsonValueKind.String) => "must be a whole number",
            FieldType.Enum when kind == JsonValueKind.String && EnumNames.Find(field.EnumType, value.GetValue<string>()) is null =>
                $"must be one of {string.Join(", ", EnumNames.Short(field.EnumType))}",
            FieldType.Enum when kind is not (JsonValueKind.String or JsonValueKind.Number) => "must be the name of a value",
            FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName && kind != JsonValueKind.String => "must be a time, 2026-06-02T09:05:00Z",
            FieldType.Message when field.MessageType.File.Package.StartsWith("referrals.", StringComparison.Ordinal) => "must be an object",
            _ => null,
        };
    }

    private static FieldDescriptor? Field(MessageDescriptor type, string name) =>
        type.Fields.InFieldNumberOrder().FirstOrDefault(field => field.JsonName == name || field.Name == name);

    /// <summary>The parser's words up to where they begin to repeat the value.</summary>
    private static string Rule(InvalidProtocolBufferException exception) => exception.Message.Split(':')[0];
}
