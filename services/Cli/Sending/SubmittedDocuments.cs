using System.Text;
using System.Text.Json;
using Referrals.Cli.Documents;

namespace Referrals.Cli.Sending;

/// <summary>Finds the referrals in a file: one JSON object, a JSON array of them, or one after another as in JSON lines.</summary>
internal static class SubmittedDocuments
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 64 };

    /// <summary>The text of each referral, as given.</summary>
    /// <exception cref="DocumentException">The file is not JSON.</exception>
    public static IReadOnlyList<string> Split(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        var reader = new Utf8JsonReader(utf8, Options);
        var found = new List<string>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 0)
                    ReadList(ref reader, utf8, found);
                else
                    found.Add(Text(ref reader, utf8));
            }
        }
        catch (JsonException exception)
        {
            // Its own words quote the file.
            throw new DocumentException($"the file is not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}; nothing was sent");
        }

        return found.Count > 0 ? found : throw new DocumentException("the file has no referral");
    }

    private static void ReadList(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, List<string> found)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            found.Add(Text(ref reader, utf8));
    }

    private static string Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]);
    }
}
