using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Referrals.Contracts.Json;

/// <summary>Reads single values. Leaves the reader on the token that it was on, also when the value is refused.</summary>
internal static class ValueReader
{
    public static object? Read(ref Utf8JsonReader reader, FieldDescriptor field, out BrokenRule? broken)
    {
        broken = null;
        return field.FieldType switch
        {
            FieldType.String => TryGetText(ref reader, out var text) ? text : Refuse(out broken, WrongType(ref reader, "text")),
            FieldType.Bool => reader.TokenType is JsonTokenType.True or JsonTokenType.False
                ? reader.GetBoolean()
                : Refuse(out broken, WrongType(ref reader, "true or false")),
            FieldType.Enum => ReadEnum(ref reader, EnumNames.Of(field.EnumType), out broken),
            FieldType.Int32 => ReadInteger(ref reader, int.MinValue, int.MaxValue, out broken) is { } number ? (int)number : null,
            FieldType.Int64 => ReadInteger(ref reader, long.MinValue, long.MaxValue, out broken) is { } number ? (long)number : null,
            FieldType.Double => ReadDouble(ref reader, out broken),
            FieldType.Bytes => ReadBytes(ref reader, out broken),
            _ => throw new NotSupportedException($"{field.FullName}: no message of the exchange has a field of type {field.FieldType}."),
        };
    }

    /// <summary>Gets a string or property name. False for another token, or for escapes that are no Unicode text.</summary>
    public static bool TryGetText(ref Utf8JsonReader reader, out string text)
    {
        text = "";
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return false;

        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, written as an escape.
            return false;
        }
    }

    private static object? ReadEnum(ref Utf8JsonReader reader, EnumNames names, out BrokenRule? broken)
    {
        broken = null;
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt32(out var given) && names.IsKnown(given)
                ? given
                : Refuse(out broken, new BrokenRule("UNKNOWN_VALUE", "must be one of the values of its enumeration"));
        }

        if (!TryGetText(ref reader, out var name))
            return Refuse(out broken, WrongType(ref reader, "text: one of the values of its enumeration"));

        return names.TryGetNumber(name, out var number)
            ? number
            : Refuse(out broken, new BrokenRule("UNKNOWN_VALUE", "must be one of the values of its enumeration"));
    }

    /// <summary>Takes 7, 7.0, 7e0 and "7", as the protobuf JSON mapping does.</summary>
    private static decimal? ReadInteger(ref Utf8JsonReader reader, decimal lowest, decimal highest, out BrokenRule? broken)
    {
        broken = null;
        decimal value;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!reader.TryGetDecimal(out value))
                return Refuse<decimal>(out broken, OutOfRange(lowest, highest));
        }
        else if (!TryGetText(ref reader, out var text)
            || !decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return Refuse<decimal>(out broken, WrongType(ref reader, "a whole number"));
        }

        if (decimal.Truncate(value) != value)
            return Refuse<decimal>(out broken, new BrokenRule("WRONG_TYPE", "must be a whole number"));

        return value < lowest || value > highest ? Refuse<decimal>(out broken, OutOfRange(lowest, highest)) : value;
    }

    private static object? ReadDouble(ref Utf8JsonReader reader, out BrokenRule? broken)
    {
        broken = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
            return number;

        if (!TryGetText(ref reader, out var text))
            return Refuse(out broken, WrongType(ref reader, "a number"));

        return text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => Refuse(out broken, WrongType(ref reader, "a number")),
        };
    }

    private static object? ReadBytes(ref Utf8JsonReader reader, out BrokenRule? broken)
    {
        broken = null;
        if (!TryGetText(ref reader, out var text))
            return Refuse(out broken, WrongType(ref reader, "base64 text"));

        // Readers take the URL alphabet and missing padding as well.
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var padded = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var decoded = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, decoded, out var length)
            ? ByteString.CopyFrom(decoded, 0, length)
            : Refuse(out broken, new BrokenRule("MALFORMED", "must be base64 text"));
    }

    private static BrokenRule WrongType(ref Utf8JsonReader reader, string expected) =>
        reader.TokenType == JsonTokenType.String && !TryGetText(ref reader, out _)
            ? new BrokenRule("MALFORMED", "must be Unicode text without lone surrogates")
            : new BrokenRule("WRONG_TYPE", $"must be {expected}");

    private static BrokenRule OutOfRange(decimal lowest, decimal highest) =>
        new("OUT_OF_RANGE", string.Create(CultureInfo.InvariantCulture, $"must be from {lowest} to {highest}"));

    private static object? Refuse(out BrokenRule? broken, BrokenRule rule)
    {
        broken = rule;
        return null;
    }

    private static T? Refuse<T>(out BrokenRule? broken, BrokenRule rule)
        where T : struct
    {
        broken = rule;
        return null;
    }
}

/// <summary>A rule that a value breaks, in words that do not repeat the value.</summary>
internal sealed record BrokenRule(string Reason, string Description);
