using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Referrals.Contracts.Json;

internal static class MessageWriter
{
    public static byte[] Write(IMessage message, JsonForm form)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = form.Indented,
            // Served as JSON and never inside HTML, so that names in any script stay legible.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            WriteMessage(writer, message, form);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteMessage(Utf8JsonWriter writer, IMessage message, JsonForm form)
    {
        if (message is Timestamp or Duration or FieldMask)
        {
            writer.WriteRawValue(JsonFormatter.Default.Format(message));
            return;
        }

        writer.WriteStartObject();
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (!IsWritten(field, message, form))
                continue;

            writer.WritePropertyName(field.JsonName);
            var value = field.Accessor.GetValue(message);
            if (field.IsRepeated)
                WriteList(writer, field, (IList)value, form);
            else
                WriteValue(writer, field, value, form);
        }

        writer.WriteEndObject();
    }

    private static bool IsWritten(FieldDescriptor field, IMessage message, JsonForm form)
    {
        if (field.HasPresence)
            return field.Accessor.HasValue(message);
        if (form.Defaults)
            return true;

        return field.Accessor.GetValue(message) switch
        {
            IList list => list.Count > 0,
            string text => text.Length > 0,
            ByteString bytes => bytes.Length > 0,
            bool flag => flag,
            double number => BitConverter.DoubleToInt64Bits(number) != 0,
            float number => BitConverter.SingleToInt32Bits(number) != 0,
            var number => Convert.ToInt64(number, null) != 0,
        };
    }

    private static void WriteList(Utf8JsonWriter writer, FieldDescriptor field, IList list, JsonForm form)
    {
        writer.WriteStartArray();
        foreach (var value in list)
            WriteValue(writer, field, value!, form);
        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, FieldDescriptor field, object value, JsonForm form)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                WriteMessage(writer, (IMessage)value, form);
                break;
            case FieldType.Enum:
                WriteEnum(writer, field.EnumType, (int)value, form);
                break;
            case FieldType.String:
                writer.WriteStringValue((string)value);
                break;
            case FieldType.Bool:
                writer.WriteBooleanValue((bool)value);
                break;
            case FieldType.Int32:
                writer.WriteNumberValue((int)value);
                break;
            case FieldType.Int64:
                writer.WriteStringValue(((long)value).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FieldType.Double:
                WriteDouble(writer, (double)value);
                break;
            case FieldType.Bytes:
                writer.WriteStringValue(((ByteString)value).ToBase64());
                break;
            default:
                throw new NotSupportedException($"{field.FullName}: no message of the exchange has a field of type {field.FieldType}.");
        }
    }

    private static void WriteEnum(Utf8JsonWriter writer, EnumDescriptor type, int number, JsonForm form)
    {
        if (EnumNames.Of(type).NameOf(number, form.EnumPrefixes) is { } name)
            writer.WriteStringValue(name);
        else
            writer.WriteNumberValue(number);
    }

    private static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    }
}
