using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Values in the one form of RFC 8785.</summary>
internal static class CanonicalText
{
    private const long LargestInteger = (1L << 53) - 1;
    private const int TimeLength = 27;

    /// <summary>Writes a text with its quotation marks.</summary>
    public static void Append(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => output.Append("\\\""),
                '\\' => output.Append("\\\\"),
                '\b' => output.Append("\\b"),
                '\t' => output.Append("\\t"),
                '\n' => output.Append("\\n"),
                '\f' => output.Append("\\f"),
                '\r' => output.Append("\\r"),
                < ' ' => output.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => output.Append(c),
            };
        }

        output.Append('"');
    }

    /// <summary>Writes a list of texts.</summary>
    public static void AppendList(StringBuilder output, IEnumerable<string> texts) => AppendList(output, texts, text => Append(output, text));

    /// <summary>Writes a list, each item as the caller does.</summary>
    public static void AppendList<T>(StringBuilder output, IEnumerable<T> items, Action<T> write)
    {
        output.Append('[');
        var start = output.Length;
        foreach (var item in items)
        {
            if (output.Length > start)
                output.Append(',');
            write(item);
        }

        output.Append(']');
    }

    /// <summary>Whether this is how the text is escaped.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> escaped, string text)
    {
        var again = new StringBuilder(text.Length + 8);
        Append(again, text);
        return Encoding.UTF8.GetBytes(again.ToString()).AsSpan()[1..^1].SequenceEqual(escaped);
    }

    /// <summary>A whole number that a double holds exactly.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out var read) && read == text.Length && number is >= -LargestInteger and <= LargestInteger && !text.SequenceEqual("-0"u8);

    /// <summary>A time <c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c> in microseconds; -1 when it is none.</summary>
    public static long Microseconds(ReadOnlySpan<byte> time)
    {
        if (time.Length != TimeLength)
            return -1;
        ReadOnlySpan<byte> form = "dddd-dd-ddTdd:dd:dd.ddddddZ"u8;
        for (var i = 0; i < TimeLength; i++)
        {
            if (form[i] == 'd' ? time[i] is < (byte)'0' or > (byte)'9' : time[i] != form[i])
                return -1;
        }

        var (year, month, day) = (Digits(time[..4]), Digits(time[5..7]), Digits(time[8..10]));
        var (hour, minute, second) = (Digits(time[11..13]), Digits(time[14..16]), Digits(time[17..19]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return -1;
        return new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerMicrosecond + Digits(time[20..26]);
    }

    private static int Digits(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
            number = number * 10 + digit - '0';
        return number;
    }
}
