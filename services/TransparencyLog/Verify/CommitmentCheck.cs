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
        var agree = salts.Count(salt => Agrees(records, salt, content));
        if (content is not null && salts.Count == 0)
            findings.Add(FindingCodes.Content, "content", "content is given and no salt, so that it cannot be compared with anything");
        else if (content is not null)
            RequireSalts(records, content, salts.Select(salt => salt.Field), "content");
        return agree + options.Known.Sum(part => CheckPart(records, part));
    }

    private int CheckPart(IReadOnlyList<TrailRecord> records, KnownContent part)
    {
        if (records.FirstOrDefault(record => IsRecordOf(record, part)) is not { } record)
        {
            var what = part.Supplement == 0 ? "the submission" : string.Create(CultureInfo.InvariantCulture, $"supplement {part.Supplement}");
            findings.Add(FindingCodes.Content, what, $"no record here is of {what} of {part.Referral}");
            return 0;
        }

        using var content = ReadContent(part.Content);
        if (content is not null)
            RequireSalts([record], content, part.Salts.Select(salt => salt.Field), string.Create(CultureInfo.InvariantCulture, $"record {record.Index}"));
        return content is null ? 0 : part.Salts.Count(salt => Agrees(records, new TrailSalt(record.Index, salt.Field, salt.Salt), content));
    }

    /// <summary>Whoever alters a field leaves out its salt. A false that nobody committed to counts as not stated.</summary>
    private void RequireSalts(IReadOnlyList<TrailRecord> records, JsonDocument content, IEnumerable<string> salted, string place)
    {
        var fields = salted.ToHashSet();
        foreach (var member in content.RootElement.EnumerateObject().Where(member => !fields.Contains(member.Name)))
        {
            if (member.Value.ValueKind != JsonValueKind.False || records.Any(record => Commitment(record, member.Name) is not null))
                findings.Add(FindingCodes.Content, $"{place}, {member.Name}", "there is no salt for it, so that nothing says whether it is what was committed to");
        }
    }

    private bool Agrees(IReadOnlyList<TrailRecord> records, TrailSalt salt, JsonDocument? content)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"record {salt.Index}, {salt.Field}");
        if (records.FirstOrDefault(record => record.Index == salt.Index) is not { } record || Commitment(record, salt.Field) is not { } commitment)
            findings.Add(FindingCodes.Content, place, "a salt is there and the record has no such commitment");
        else if (content is null)
            return false;
        else if (!content.RootElement.TryGetProperty(salt.Field, out var value))
            findings.Add(FindingCodes.Content, place, "the content has no such field");
        else if (Convert.ToHexStringLower(HMACSHA256.HashData(salt.Salt, CommittedValue.Bytes(value))) != commitment)
            findings.Add(FindingCodes.Content, place, "the content is not what the record committed to");
        else
            return true;
        return false;
    }

    /// <summary>The one record of a referral's receipt, or of a supplement by its number.</summary>
    private static bool IsRecordOf(TrailRecord record, KnownContent part)
    {
        if (!LeafReader.TryRead(Encoding.UTF8.GetBytes(record.Leaf), out _, out _))
            return false;
        using var leaf = JsonDocument.Parse(record.Leaf);
        var body = leaf.RootElement.GetProperty("body");
        if (Text(body, "referral") != part.Referral || Text(body, "service") != "intake")
            return false;
        return part.Supplement == 0
            ? Text(body, "type") == "received"
            : Text(body, "type") is "supplemented" or "answered"
                && body.TryGetProperty("details", out var details) && Text(details, "supplement") == part.Supplement.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Text(JsonElement members, string name) =>
        members.ValueKind == JsonValueKind.Object && members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

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

    private static string? Commitment(TrailRecord record, string field)
    {
        if (!LeafReader.TryRead(Encoding.UTF8.GetBytes(record.Leaf), out _, out _))
            return null;
        using var leaf = JsonDocument.Parse(record.Leaf);
        return leaf.RootElement.GetProperty("body").TryGetProperty("commitments", out var commitments)
            && commitments.ValueKind == JsonValueKind.Object && commitments.TryGetProperty(field, out var commitment) && commitment.ValueKind == JsonValueKind.String
            ? commitment.GetString()
            : null;
    }
}
