using System.Buffers;
using System.Text.RegularExpressions;

namespace Referrals.Intake.CheckSubmission;

/// <summary>Finds what could carry a picture or video inside a text: a data: URI, plain or percent-encoded, and long runs of base64.</summary>
public static partial class MediaRules
{
    private const int LongestRun = 1024;

    // Encoded media is often broken into lines (76 characters in e-mail); prose and lists of words have shorter ones.
    private const int ShortestEncodedLine = 40;
    private const int LongestHash = 128;

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_");
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    public static bool HoldsMedia(string text) => HoldsDataUri(text) || (text.Length > LongestRun && HoldsLongRun(text));

    private static bool HoldsDataUri(string text)
    {
        try
        {
            if (text.Contains("data", StringComparison.OrdinalIgnoreCase) && DataUri().IsMatch(text))
                return true;
            return text.Contains("%3a", StringComparison.OrdinalIgnoreCase) && DataUri().IsMatch(Uri.UnescapeDataString(text));
        }
        catch (RegexMatchTimeoutException)
        {
            // A thousand beginnings of a URI that do not end are no prose, and are made to be read for ever.
            return true;
        }
    }

    private static bool HoldsLongRun(string text)
    {
        var run = 0;
        var hashes = true;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var length = rest.IndexOfAnyExcept(Base64);
            var line = length < 0 ? rest : rest[..length];
            if (line.Length > LongestRun)
                return true;
            var encoded = line.Length >= ShortestEncodedLine || (run > 0 && line.Length > 0 && EndsLine(rest[line.Length..]));
            run = encoded ? run + line.Length : 0;
            hashes = encoded && (run == line.Length || hashes) && line.Length <= LongestHash && !line.ContainsAnyExcept(Hexadecimal);
            if (run > LongestRun && !hashes)
                return true;
            rest = rest[line.Length..];
            if (!EndsLine(rest))
                run = 0;
            rest = rest[LineEnd(rest)..];
        }

        return false;
    }

    private static bool EndsLine(ReadOnlySpan<char> rest) => rest.Length == 0 || rest[0] is '\r' or '\n';

    /// <summary>Length of the line end, with what indents the next line; of one other character where there is none.</summary>
    private static int LineEnd(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0)
            return 0;
        if (!EndsLine(rest))
            return 1;
        var next = rest.IndexOfAnyExcept("\r\n\t >");
        return next < 0 ? rest.Length : next;
    }

    // RFC 2397: data:[type/subtype][;attribute=value]*[;base64],data
    [GeneratedRegex(
        """(?<![a-z0-9])data:\s*(?:[\w!#$&^.+-]+/[\w!#$&^.+-]+)?(?:;\s*[\w!#$&^.+-]+(?:=(?:"[^"]*"|[^;,\s"]*))?)*,\S""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex DataUri();
}
