using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Tree;

namespace Referrals.Audit.AppendRecord;

/// <summary>The leaf of a record: canonical JSON (RFC 8785) of the body and the index of the stream's previous leaf.</summary>
internal static class Leaf
{
    /// <summary>Stands for the previous leaf of a stream's first.</summary>
    public const long None = -1;

    /// <summary>The body is canonical already, so the leaf is too.</summary>
    public static string Json(string body, long previousIndex) => string.Create(CultureInfo.InvariantCulture, $$"""{"body":{{body}},"previous":{{previousIndex}}}""");

    public static byte[] Hash(string leafJson) => MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(leafJson));
}
