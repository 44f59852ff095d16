using System.Text;
using System.Text.Json;
using Referrals.TransparencyLog.Notes;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>Reads the file of a trail. It takes no other form than the one in which it is written.</summary>
public static class TrailBundleReader
{
    private const int MaximumDepth = 5;
    private const int MaximumHashes = 64;
    private const int MaximumSalt = 64;
    private const int MaximumList = 1000;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>Reads a bundle; null, with the reason, when it is none. It says nothing yet about its truth.</summary>
    public static TrailBundle? TryRead(ReadOnlyMemory<byte> file, out string error)
    {
        if (file.Length > TrailBundle.MaximumLength)
        {
            error = $"it is longer than {TrailBundle.MaximumLength >> 20} MiB";
            return null;
        }

        var bundle = Guarded(file, root => Read(new Members(root, "")), out error);
        if (bundle is null || Encoding.UTF8.GetBytes(bundle.Write()).AsSpan().SequenceEqual(file.Span))
            return bundle;
        error = "it is not written as canonical JSON (RFC 8785) and a newline";
        return null;
    }

    /// <summary>Reads salts alone: a JSON list of index, field and salt; null, with the reason, when it is none.</summary>
    public static IReadOnlyList<TrailSalt>? TryReadSalts(ReadOnlyMemory<byte> file, out string error) =>
        Guarded(file, root => Members.ListOf(root, "salts", TrailBundle.MaximumRecords, Salt), out error);

    private static T? Guarded<T>(ReadOnlyMemory<byte> file, Func<JsonElement, T> read, out string error)
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

    private static TrailBundle Read(Members bundle)
    {
        if (bundle.Text("format") != TrailBundle.Format)
            throw new FormatException($"its format is not {TrailBundle.Format}");
        var read = new TrailBundle(
            bundle.Text("subject"),
            bundle.Text("origin"),
            new LogHead(bundle.Text("checkpoint"), bundle.Texts("vkeys", LogFiles.MaximumKeys), bundle.Texts("successions", LogFiles.MaximumKeys)),
            bundle.List("records", TrailBundle.MaximumRecords, Record),
            bundle.List("salts", TrailBundle.MaximumRecords, Salt),
            bundle.List("consistency", MaximumList, Consistency));
        bundle.Finish();
        if (read.Head.Keys.FirstOrDefault(key => VerifierKey.TryParse(key, out _) is null) is not null)
            throw new FormatException("a key in it is not a verifier key");
        return read;
    }

    private static TrailRecord Record(Members record) => new(record.Number("index"), record.Text("leaf"), Hashes(record));

    private static TrailSalt Salt(Members salt) => new(salt.Number("index"), salt.Text("field"), Bytes(salt, "salt"));

    private static TrailConsistency Consistency(Members proof) => new(proof.Number("size"), Hashes(proof));

    private static List<byte[]> Hashes(Members members) =>
        [.. members.Texts("proof", MaximumHashes).Select(text => Base64.DecodeHash(text) ?? throw members.Wrong("proof", "is not base64 of hashes of 32 bytes"))];

    private static byte[] Bytes(Members members, string name)
    {
        var bytes = new byte[MaximumSalt];
        return Base64.TryDecode(members.Text(name), bytes, out var length) && length > 0 ? bytes[..length] : throw members.Wrong(name, $"is not base64 of 1 to {MaximumSalt} bytes");
    }
}
