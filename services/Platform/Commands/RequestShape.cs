using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Referrals.Platform.Commands;

/// <summary>
/// What holds for every message: no unknown fields (what we do not understand we would lose), no text that was not
/// UTF-8, no unknown enum value.
/// </summary>
public static class RequestShape
{
    private const int MostElements = 10_000;

    public static void Check(IMessage message, Violations violations) => Check(message, "", violations);

    private static void Check(IMessage message, string path, Violations violations)
    {
        if (UnknownFields.Has(message))
            violations.Require(false, path.Length == 0 ? "(request)" : path, "has a field that this version does not know", "UNKNOWN_FIELD");
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.HasPresence && !field.Accessor.HasValue(message))
                continue;
            var value = field.Accessor.GetValue(message);
            var name = path.Length == 0 ? field.JsonName : $"{path}.{field.JsonName}";
            if (field.IsMap)
                continue;
            if (field.IsRepeated)
                CheckList((IList)value, field, name, violations);
            else
                CheckValue(value, field, name, violations);
        }
    }

    private static void CheckList(IList values, FieldDescriptor field, string name, Violations violations)
    {
        if (!violations.Require(values.Count <= MostElements, name, $"must have at most {MostElements} elements", "TOO_MANY"))
            return;
        if (field.FieldType is not (FieldType.Message or FieldType.String or FieldType.Enum))
            return;
        for (var i = 0; i < values.Count; i++)
            CheckValue(values[i], field, $"{name}[{i}]", violations);
    }

    private static void CheckValue(object? value, FieldDescriptor field, string name, Violations violations)
    {
        switch (value)
        {
            case IMessage nested:
                Check(nested, name, violations);
                break;
            case string text when text.Contains('\uFFFD', StringComparison.Ordinal):
                violations.Require(false, name, "must be valid UTF-8, without U+FFFD", "MALFORMED");
                break;
            case Enum constant when field.EnumType.FindValueByNumber(Convert.ToInt32(constant, System.Globalization.CultureInfo.InvariantCulture)) is null:
                violations.Require(false, name, "must be a value of its enumeration", "UNKNOWN_VALUE");
                break;
        }
    }
}
