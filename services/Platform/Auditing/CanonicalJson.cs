using System.Globalization;
using System.Text;

namespace Referrals.Platform.Auditing;

/// <summary>
/// JSON in the one form of RFC 8785 for the values that records hold: text, whole numbers and objects of these.
/// Members stand in the order of their UTF-16 code units, without white space.
/// </summary>
public static class CanonicalJson
{
    public static string Write(IReadOnlyDictionary<string, object> value)
    {
        var text = new StringBuilder(512);
        WriteObject(text, value);
        return text.ToString();
    }

    private static void WriteObject(StringBuilder text, IReadOnlyDictionary<string, object> value)
    {
        text.Append('{');
        var first = true;
        foreach (var (name, member) in value.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!first)
                text.Append(',');
            first = false;
            WriteString(text, name);
            text.Append(':');
            switch (member)
            {
                case string s:
                    WriteString(text, s);
                    break;
                case int or long:
                    text.Append(Convert.ToInt64(member, CultureInfo.InvariantCulture));
                    break;
                case IReadOnlyDictionary<string, object> nested:
                    WriteObject(text, nested);
                    break;
                default:
                    throw new ArgumentException($"a record holds no {member.GetType().Name}", nameof(value));
            }
        }

        text.Append('}');
    }

    /// <summary>Writes one text, quoted.</summary>
    public static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
