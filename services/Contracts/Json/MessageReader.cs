using System.Collections;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;

namespace Referrals.Contracts.Json;

/// <summary>Reads one message from JSON and collects the rules that the text breaks. For one use.</summary>
internal sealed class MessageReader
{
    public static FieldViolation NotUnicode => new() { Reason = "MALFORMED", Description = "must be valid Unicode text" };

    private readonly ReadingPath _path = new();
    private readonly List<FieldViolation> _violations = [];

    public IReadOnlyList<FieldViolation> Read(ReadOnlySpan<byte> utf8Json, IMessage message)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json["\uFEFF"u8.Length..];

        if (!Utf8.IsValid(utf8Json))
            return [NotUnicode];

        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = ReferralJson.MaxDepth });
        try
        {
            reader.Read();
            ReadMessage(ref reader, message);
            reader.Read();
        }
        catch (JsonException malformed)
        {
            // The exception's own text quotes the input, so only the place is told.
            // CurrentDepth does not count an object or array that was just opened.
            var opened = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0;
            if (reader.CurrentDepth + opened >= ReferralJson.MaxDepth)
                Refuse("TOO_DEEP", $"must not nest deeper than {ReferralJson.MaxDepth} levels");
            else
                Refuse("MALFORMED", $"must be JSON; it is not at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}");
        }
        catch (TooManyViolationsException)
        {
        }

        return _violations;
    }

    private void ReadMessage(ref Utf8JsonReader reader, IMessage message)
    {
        if (message is Timestamp or Duration or FieldMask)
        {
            ReadWellKnown(ref reader, message);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            RefuseType(ref reader, "an object");
            return;
        }

        var seen = new HashSet<int>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            ReadField(ref reader, message, seen);
    }

    private void ReadField(ref Utf8JsonReader reader, IMessage message, HashSet<int> seen)
    {
        if (!ValueReader.TryGetText(ref reader, out var name))
            name = "?";
        var mark = _path.Enter(name);
        var field = MessageFields.Find(message.Descriptor, name);
        reader.Read();
        if (field is null)
            RefuseAndSkip(ref reader, "UNKNOWN_FIELD", "is not a field here");
        else if (!seen.Add(field.FieldNumber))
            RefuseAndSkip(ref reader, "DUPLICATE", "must be given once");
        else if (reader.TokenType != JsonTokenType.Null)
            ReadGiven(ref reader, message, field);
        _path.Leave(mark);
    }

    private void ReadGiven(ref Utf8JsonReader reader, IMessage message, FieldDescriptor field)
    {
        if (field.RealContainingOneof is { } group && group.Accessor.GetCaseFieldDescriptor(message) is { } other)
        {
            RefuseAndSkip(ref reader, "NOT_ALLOWED", $"must not be given beside {other.JsonName}");
        }
        else if (field.IsRepeated)
        {
            ReadList(ref reader, field, (IList)field.Accessor.GetValue(message));
        }
        else if (ReadValue(ref reader, field) is { } value)
        {
            field.Accessor.SetValue(message, value);
        }
    }

    private void ReadList(ref Utf8JsonReader reader, FieldDescriptor field, IList list)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            RefuseType(ref reader, "a list");
            return;
        }

        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var mark = _path.Enter(index);
            if (ReadValue(ref reader, field) is { } value)
                list.Add(value);
            _path.Leave(mark);
        }
    }

    private object? ReadValue(ref Utf8JsonReader reader, FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Message)
        {
            var message = field.MessageType.Parser.ParseFrom(ByteString.Empty);
            ReadMessage(ref reader, message);
            return message;
        }

        var value = ValueReader.Read(ref reader, field, out var broken);
        if (broken is not null)
            RefuseAndSkip(ref reader, broken.Reason, broken.Description);
        return value;
    }

    private void ReadWellKnown(ref Utf8JsonReader reader, IMessage message)
    {
        if (!ValueReader.TryGetText(ref reader, out var text))
        {
            RefuseType(ref reader, "text");
            return;
        }

        try
        {
            var parsed = JsonParser.Default.Parse(JsonSerializer.Serialize(text), message.Descriptor);
            message.MergeFrom(parsed.ToByteString());
        }
        catch (Exception malformed) when (malformed is InvalidProtocolBufferException or InvalidJsonException)
        {
            Refuse("MALFORMED", message switch
            {
                Timestamp => "must be a time as in RFC 3339, such as 2026-06-02T09:05:00Z",
                Duration => "must be a number of seconds followed by s, such as 90s or 0.5s",
                _ => "must be field names in camelCase, separated by commas",
            });
        }
    }

    private void RefuseType(ref Utf8JsonReader reader, string expected) => RefuseAndSkip(ref reader, "WRONG_TYPE", $"must be {expected}");

    private void RefuseAndSkip(ref Utf8JsonReader reader, string reason, string description)
    {
        Refuse(reason, description);
        reader.Skip();
    }

    private void Refuse(string reason, string description)
    {
        _violations.Add(new FieldViolation { Field = _path.ToString(), Reason = reason, Description = description });
        if (_violations.Count >= ReferralJson.MaxViolations)
            throw new TooManyViolationsException();
    }

    private sealed class TooManyViolationsException : Exception;
}
