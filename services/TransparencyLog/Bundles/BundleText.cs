using System.Text;
using System.Text.Json;
using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>What the files of trails and receipts have in common: how strictly they are read.</summary>
internal static class BundleText
{
    private const int MaximumDepth = 5;
    private const int MaximumBytes = 64;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a file that has only the form in which it is written; null, with the reason, for any other.</summary>
    public static T? TryRead<T>(ReadOnlyMemory<byte> file, int limit, Func<Members, T> read, Func<T, string> write, out string error)
        where T : class
    {
        if (file.Length > limit)
        {
            error = $"it is longer than {limit >> 20} MiB";
            return null;
        }

        var bundle = TryRead(file, root => read(new Members(root, "")), out error);
        if (bundle is null || Encoding.UTF8.GetBytes(write(bundle)).AsSpan().SequenceEqual(file.Span))
            return bundle;
        error = "it is not written as canonical JSON (RFC 8785) and a newline";
        return null;
    }

    /// <summary>Reads JSON; null, with the reason, when it is none or <paramref name="read"/> throws a <see cref="FormatException"/>.</summary>
    public static T? TryRead<T>(ReadOnlyMemory<byte> file, Func<JsonElement, T> read, out string error)
        where T : class
    {
        error = "";
        try
        {
            using var document = JsonDocument.Parse(file, Strict);
            return read(document.RootElement);
        }
        catch (FormatException exception)
        {
            error = exception.Message;
        }
        catch (JsonException)
        {
            error = $"it is not JSON, has a member twice or is more than {MaximumDepth} deep";
        }
        catch (InvalidOperationException)
        {
            error = "a text in it is not Unicode";
        }

        return null;
    }

    /// <summary>What a file says that it is; empty when it says nothing.</summary>
    public static string FormatOf(ReadOnlyMemory<byte> file) =>
        TryRead(file, root => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String ? format.GetString()! : "", out _) ?? "";

    public static TrailSalt Salt(Members salt) => new(salt.Number("index"), salt.Text("field"), Bytes(salt, "salt"));

    /// <summary>1 to 64 bytes in base64.</summary>
    public static byte[] Bytes(Members members, string name)
    {
        var bytes = new byte[MaximumBytes];
        return Base64.TryDecode(members.Text(name), bytes, out var length) && length > 0 ? bytes[..length] : throw members.Wrong(name, $"is not base64 of 1 to {MaximumBytes} bytes");
    }

    public static void RequireKeys(IReadOnlyList<string> keys)
    {
        if (keys.Any(key => VerifierKey.TryParse(key, out _) is null))
            throw new FormatException("a key in it is not a verifier key");
    }
}
