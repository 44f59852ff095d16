using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Referrals.Audit.AppendRecord;

/// <summary>The leaf of a record: canonical JSON (RFC 8785) of the body and the index of the stream's previous leaf.</summary>
internal static class Leaf
{
    /// <summary>Stands for the previous leaf of a stream's first.</summary>
    public const long None = -1;

    private const byte LeafPrefix = 0x00;

    /// <summary>The body is canonical already, so the leaf is too.</summary>
    public static string Json(string body, long previousIndex) => string.Create(CultureInfo.InvariantCulture, $$"""{"body":{{body}},"previous":{{previousIndex}}}""");

    /// <summary>RFC 9162, section 2.1.1: SHA-256 of 0x00 and the leaf.</summary>
    public static byte[] Hash(string leafJson) => SHA256.HashData([LeafPrefix, .. Encoding.UTF8.GetBytes(leafJson)]);
}
