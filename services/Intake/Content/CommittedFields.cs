using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Referrals.Intake.V1;
using Referrals.Platform.Auditing;

namespace Referrals.Intake.Content;

/// <summary>
/// The fields of a submission or supplement as they are committed to: of a text its UTF-8, of anything else its JSON form with
/// members in order and without white space.
/// </summary>
public static class CommittedFields
{
    private static readonly Dictionary<MessageDescriptor, FieldDescriptor[]> Ordered = [];

    static CommittedFields() => Order(Referral.Descriptor);

    /// <summary>Each field that is given, by its name in the JSON form.</summary>
    public static IEnumerable<(string Field, byte[] Value)> Of(Referral content)
    {
        foreach (var field in Ordered[Referral.Descriptor])
        {
            if (!IsGiven(field, content))
                continue;
            var text = new StringBuilder();
            var value = field.Accessor.GetValue(content);
            if (!field.IsRepeated && TextOf(field, value) is { } plain)
                text.Append(plain);
            else
                Append(text, field, value);
            yield return (field.JsonName, Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private static void Order(MessageDescriptor message)
    {
        if (message.File.Package == "google.protobuf" || !Ordered.TryAdd(message, [.. message.Fields.InDeclarationOrder().OrderBy(field => field.JsonName, StringComparer.Ordinal)]))
            return;
        foreach (var field in Ordered[message].Where(field => field.FieldType == FieldType.Message))
            Order(field.MessageType);
    }

    private static bool IsGiven(FieldDescriptor field, IMessage message)
    {
        if (field.HasPresence)
            return field.Accessor.HasValue(message);
        return field.Accessor.GetValue(message) switch
        {
            IList list => list.Count > 0,
            string text => text.Length > 0,
            bool flag => flag,
            var number => Convert.ToInt64(number, CultureInfo.InvariantCulture) != 0,
        };
    }

    private static void Append(StringBuilder text, FieldDescriptor field, object value)
    {
        if (!field.IsRepeated)
        {
            AppendOne(text, field, value);
            return;
        }

        text.Append('[');
        var list = (IList)value;
        for (var i = 0; i < list.Count; i++)
            AppendOne(i == 0 ? text : text.Append(','), field, list[i]!);
        text.Append(']');
    }

    private static void AppendOne(StringBuilder text, FieldDescriptor field, object value)
    {
        if (TextOf(field, value) is { } plain)
            CanonicalJson.WriteString(text, plain);
        else if (value is IMessage message)
            AppendMessage(text, message);
        else if (value is bool flag)
            text.Append(flag ? "true" : "false");
        else
            text.Append(CultureInfo.InvariantCulture, $"{value}");
    }

    private static void AppendMessage(StringBuilder text, IMessage message)
    {
        text.Append('{');
        var first = true;
        foreach (var field in Ordered[message.Descriptor])
        {
            if (!IsGiven(field, message))
                continue;
            CanonicalJson.WriteString(first ? text : text.Append(','), field.JsonName);
            Append(text.Append(':'), field, field.Accessor.GetValue(message));
            first = false;
        }

        text.Append('}');
    }

    /// <summary>What the JSON form has as a text: texts, names of codes, times. Null for anything else.</summary>
    private static string? TextOf(FieldDescriptor field, object value) => value switch
    {
        string text => text,
        Timestamp time => JsonFormatter.Default.Format(time).Trim('"'),
        _ when field.FieldType == FieldType.Enum => field.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture))?.Name,
        _ => null,
    };
}
