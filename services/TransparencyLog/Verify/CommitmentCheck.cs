using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Compares content with what records committed to: HMAC-SHA-256 of the value under the salt, hex.</summary>
internal sealed class CommitmentCheck(Findings findings)
{
    private const int MaximumDepth = 32;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    /// <summary>Checks every commitment whose salt is known; how many agree.</summary>
    public int Check(IReadOnlyList<TrailRecord> records, IEnumerable<TrailSalt> known, VerifyOptions options)
    {
        var salts = known.Concat(options.Salts).ToList();
        using var content = ReadContent(options.Content);
        var agree = 0;
        foreach (var salt in salts)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"record {salt.Index}, {salt.Field}");
            if (Commitment(records, salt) is not { } commitment)
                findings.Add(FindingCodes.Content, place, "a salt is there and the record has no such commitment");
            else if (content is null)
                continue;
            else if (!content.RootElement.TryGetProperty(salt.Field, out var value))
                findings.Add(FindingCodes.Content, place, "the content has no such field");
            else if (Convert.ToHexStringLower(HMACSHA256.HashData(salt.Salt, CommittedValue.Bytes(value))) != commitment)
                findings.Add(FindingCodes.Content, place, "the content is not what the record committed to");
            else
                agree++;
        }

        if (content is not null && salts.Count == 0)
            findings.Add(FindingCodes.Content, "content", "content is given and no salt, so that it cannot be compared with anything");
        return agree;
    }

    private JsonDocument? ReadContent(string? content)
    {
        if (content is null)
            return null;
        try
        {
            var document = JsonDocument.Parse(content, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
        }
        catch (JsonException)
        {
            // Said below.
        }

        findings.Add(FindingCodes.Content, "content", "it is not a JSON object");
        return null;
    }

    private static string? Commitment(IReadOnlyList<TrailRecord> records, TrailSalt salt)
    {
        if (records.FirstOrDefault(record => record.Index == salt.Index) is not { } record || !LeafReader.TryRead(Encoding.UTF8.GetBytes(record.Leaf), out _, out _))
            return null;
        using var leaf = JsonDocument.Parse(record.Leaf);
        return leaf.RootElement.GetProperty("body").TryGetProperty("commitments", out var commitments)
            && commitments.ValueKind == JsonValueKind.Object && commitments.TryGetProperty(salt.Field, out var commitment) && commitment.ValueKind == JsonValueKind.String
            ? commitment.GetString()
            : null;
    }
}
