using System.Text;
using System.Text.Json;

namespace Referrals.TransparencyLog.Verify;

/// <summary>The bytes of a value that is committed to: those of a text itself, of anything else its JSON with members in order and without white space.</summary>
public static class CommittedValue
{
    /// <summary>The bytes of a value.</summary>
    public static byte[] Bytes(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return Encoding.UTF8.GetBytes(value.GetString()!);
        var text = new StringBuilder();
        Append(text, value);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).ToList();
                text.Append('{');
                for (var i = 0; i < members.Count; i++)
                {
                    CanonicalText.Append(i == 0 ? text : text.Append(','), members[i].Name);
                    Append(text.Append(':'), members[i].Value);
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                for (var i = 0; i < value.GetArrayLength(); i++)
                    Append(i == 0 ? text : text.Append(','), value[i]);
                text.Append(']');
                break;
            case JsonValueKind.String:
                CanonicalText.Append(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
