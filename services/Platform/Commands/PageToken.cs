using System.Globalization;
using System.Text;

namespace Referrals.Platform.Commands;

/// <summary>Opaque page tokens: an offset, or the key of the last row.</summary>
public static class PageToken
{
    private const int MaximumLength = 512;
    private const int LargestOffset = 1_000_000_000;

    public static string Write(int offset) => WriteText(offset.ToString(CultureInfo.InvariantCulture));

    /// <summary>The offset of a token; 0 for none; a refusal for what is not a token.</summary>
    public static int Read(string token) =>
        token.Length == 0 ? 0
        : int.TryParse(ReadText(token), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= LargestOffset ? offset
        : throw Malformed();

    public static string WriteText(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static string ReadText(string token)
    {
        if (token.Length > MaximumLength)
            throw Malformed();
        try
        {
            var text = token.Replace('-', '+').Replace('_', '/');
            return Encoding.UTF8.GetString(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException)
        {
            throw Malformed();
        }
    }

    private static RefusedException Malformed() => new(Refusal.Invalid("pageToken", "must be the next_page_token of the page before", "MALFORMED"));
}
