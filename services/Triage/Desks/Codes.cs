using System.Text;

namespace Referrals.Triage;

/// <summary>Values of enumerations as records write them: the proto's name without its prefix.</summary>
internal static class Codes
{
    /// <summary><c>P2Urgent</c> is <c>P2_URGENT</c>.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        var text = new StringBuilder(name.Length + 6);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
                text.Append('_');
            text.Append(char.ToUpperInvariant(name[i]));
        }

        return text.ToString();
    }
}
