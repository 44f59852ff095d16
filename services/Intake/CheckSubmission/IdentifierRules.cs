using System.Net;
using Referrals.Common.V1;
using Referrals.Platform.Commands;

namespace Referrals.Intake.CheckSubmission;

/// <summary>An identifier: the fields that go with its type, and a value that can be one of it. Strict where a form is fixed, lenient elsewhere.</summary>
public static class IdentifierRules
{
    private const int FewestPhoneDigits = 3;

    public static void Check(Violations violations, Identifier identifier, string path, DateTimeOffset now)
    {
        var type = identifier.Type;
        violations.Require(type != IdentifierType.Unspecified, $"{path}.type", "is required", "REQUIRED");
        TextRules.Required(violations, identifier.Value, $"{path}.value", 2048);
        if (identifier.Value.Length > 0)
            Value(violations, identifier, $"{path}.value");

        TextRules.Optional(violations, identifier.Service, $"{path}.service", 256);
        violations.Require(type != IdentifierType.Account || identifier.Service.Length > 0, $"{path}.service", "is required with ACCOUNT", "REQUIRED");
        violations.Require(identifier.Port is >= 0 and <= 65535, $"{path}.port", "must be 1 to 65535", "OUT_OF_RANGE");
        Only(violations, identifier.Port == 0 || type == IdentifierType.Ip, $"{path}.port", "IP");
        TimeRules.Past(violations, identifier.At, $"{path}.at", now);
        TextRules.Optional(violations, identifier.Event, $"{path}.event", 64);
        TextRules.Optional(violations, identifier.DeviceIdType, $"{path}.deviceIdType", 64);
        Only(violations, identifier.DeviceIdType.Length == 0 || type == IdentifierType.DeviceId, $"{path}.deviceIdType", "DEVICE_ID");
        violations.Require(type != IdentifierType.FileHash || identifier.Algorithm != HashAlgorithm.Unspecified, $"{path}.algorithm", "is required with FILE_HASH", "REQUIRED");
        Only(violations, identifier.Algorithm == HashAlgorithm.Unspecified || type == IdentifierType.FileHash, $"{path}.algorithm", "FILE_HASH");
        TextRules.Optional(violations, identifier.DocumentType, $"{path}.documentType", 64);
        Only(violations, identifier.DocumentType.Length == 0 || type == IdentifierType.Document, $"{path}.documentType", "DOCUMENT");
    }

    private static void Value(Violations violations, Identifier identifier, string path)
    {
        var value = identifier.Value;
        var rule = identifier.Type switch
        {
            IdentifierType.Ip when !IsAddress(value) => "must be an IPv4 or IPv6 address",
            IdentifierType.Email when !IsEmail(value) => "must be an e-mail address",
            IdentifierType.Phone when value.Count(char.IsDigit) < FewestPhoneDigits => "must be a telephone number",
            IdentifierType.Url or IdentifierType.ProfileUrl when !IsUrl(value) => "must be a URL",
            IdentifierType.FileHash when HashDigits(identifier.Algorithm) is var digits && (digits > 0 && value.Length != digits || !value.All(char.IsAsciiHexDigit)) =>
                digits > 0 ? $"must be {digits} hexadecimal digits" : "must be hexadecimal digits",
            _ => null,
        };
        violations.Require(rule is null, path, rule ?? "", "MALFORMED");
    }

    private static void Only(Violations violations, bool holds, string path, string type) =>
        violations.Require(holds, path, $"must be given with {type} only", "NOT_ALLOWED");

    /// <summary>Dotted quad or IPv6 without zone; what the platform's parser takes beyond that (a bare number, octal) is no address here.</summary>
    private static bool IsAddress(string value)
    {
        if (value.Contains(':', StringComparison.Ordinal))
            return !value.Contains('%', StringComparison.Ordinal) && !value.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(value, out _);
        var parts = value.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit) && int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) <= 255);
    }

    private static bool IsEmail(string value)
    {
        var at = value.LastIndexOf('@');
        return at > 0 && at < value.Length - 1 && !value.Any(char.IsWhiteSpace);
    }

    private static bool IsUrl(string value) =>
        !value.Any(char.IsWhiteSpace) && Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : $"https://{value}", UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    private static int HashDigits(HashAlgorithm algorithm) => algorithm switch
    {
        HashAlgorithm.Md5 => 32,
        HashAlgorithm.Sha1 => 40,
        HashAlgorithm.Sha256 or HashAlgorithm.Pdq => 64,
        _ => 0,
    };
}
