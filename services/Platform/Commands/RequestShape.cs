using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Referrals.Platform.Commands;

/// <summary>
/// What holds for every message: no unknown fields (what we do not understand we would lose), no text that was not
/// UTF-8 or that no store takes, no unknown enum value, no time or length of time that there is not.
/// </summary>
public static class RequestShape
{
    private const int MostElements = 10_000;

    // Of google.protobuf.Timestamp: the years 1 to 9999. Of Duration: 10,000 years.
    private const long EarliestSecond = -62_135_596_800;
    private const long LatestSecond = 253_402_300_799;
    private const long LongestSeconds = 315_576_000_000;
    private const int NanosInSecond = 1_000_000_000;

    public static void Check(IMessage message, Violations violations) => Check(message, "", violations);

    /// <summary>Whether there is such a time: between the years 1 and 9999.</summary>
    public static bool IsTime(Timestamp time) => time is { Seconds: >= EarliestSecond and <= LatestSecond, Nanos: >= 0 and < NanosInSecond };

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
                if (nested is Timestamp time)
                    violations.Require(IsTime(time), name, "must be a time", "MALFORMED");
                if (nested is Duration length)
                    violations.Require(IsLength(length), name, "must be a length of time", "MALFORMED");
                break;
            case string text when text.Contains('\uFFFD', StringComparison.Ordinal):
                violations.Require(false, name, "must be valid UTF-8, without U+FFFD", "MALFORMED");
                break;
            case string text when text.Contains('\0', StringComparison.Ordinal):
                violations.Require(false, name, "must not hold U+0000", "MALFORMED");
                break;
            case System.Enum constant when field.EnumType.FindValueByNumber(Convert.ToInt32(constant, System.Globalization.CultureInfo.InvariantCulture)) is null:
                violations.Require(false, name, "must be a value of its enumeration", "UNKNOWN_VALUE");
                break;
        }
    }

    private static bool IsLength(Duration length) =>
        length is { Seconds: >= -LongestSeconds and <= LongestSeconds, Nanos: > -NanosInSecond and < NanosInSecond }
        && !(length.Seconds > 0 && length.Nanos < 0) && !(length.Seconds < 0 && length.Nanos > 0);
}
