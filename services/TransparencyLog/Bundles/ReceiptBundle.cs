using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Verify;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>
/// What a service promised to write to the log, as a file to be verified without anything else: before the log has it by the
/// service's signature, afterwards by the log's as well. Canonical JSON (RFC 8785), as <see cref="TrailBundle"/> is.
/// </summary>
/// <param name="Origin">Whose log.</param>
/// <param name="Promises">What was promised.</param>
/// <param name="Certificates">Notes by which the log says whose the keys are that signed the promises.</param>
/// <param name="Keys">Verifier keys of the log and of its witnesses.</param>
/// <param name="Successions">How each key of the log named the next, oldest first.</param>
/// <param name="Salts">Salts of commitments; their index is that of the promise, from 0.</param>
public sealed record ReceiptBundle(
    string Origin,
    IReadOnlyList<PromisedRecord> Promises,
    IReadOnlyList<string> Certificates,
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Successions,
    IReadOnlyList<TrailSalt> Salts)
{
    /// <summary>What the file says it is.</summary>
    public const string Format = "referrals-receipt/v1";

    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaximumLength = 16 << 20;

    /// <summary>The most promises of a file.</summary>
    public const int MaximumPromises = 1000;

    /// <summary>The file, ending in a newline.</summary>
    public string Write()
    {
        var text = new StringBuilder("{\"certificates\":");
        CanonicalText.AppendList(text, Certificates);
        CanonicalText.Append(text.Append(",\"format\":"), Format);
        CanonicalText.Append(text.Append(",\"origin\":"), Origin);
        CanonicalText.AppendList(text.Append(",\"promises\":"), Promises, promise =>
        {
            CanonicalText.Append(text.Append("{\"body\":"), promise.Body);
            CanonicalText.Append(text.Append(",\"key\":"), promise.KeyId);
            CanonicalText.Append(text.Append(",\"leaf\":"), promise.Leaf);
            CanonicalText.Append(text.Append(",\"proof\":"), promise.Proof);
            CanonicalText.Append(text.Append(",\"signature\":"), Convert.ToBase64String(promise.Signature));
            text.Append('}');
        });
        CanonicalText.AppendList(text.Append(",\"salts\":"), Salts, salt =>
        {
            CanonicalText.Append(text.Append("{\"field\":"), salt.Field);
            text.Append(CultureInfo.InvariantCulture, $",\"index\":{salt.Index},\"salt\":\"{Convert.ToBase64String(salt.Salt)}\"}}");
        });
        CanonicalText.AppendList(text.Append(",\"successions\":"), Successions);
        CanonicalText.AppendList(text.Append(",\"vkeys\":"), Keys);
        return text.Append("}\n").ToString();
    }
}

/// <summary>A record that was promised.</summary>
/// <param name="Body">The body of the record, to the byte.</param>
/// <param name="KeyId">Id of the service's key: eight hexadecimal digits.</param>
/// <param name="Signature">The service's signature of the SHA-256 of the body.</param>
/// <param name="Leaf">The leaf of the log that holds it, to the byte; empty before it does.</param>
/// <param name="Proof">That the leaf is in the log, a C2SP tlog-proof; empty before it is.</param>
public sealed record PromisedRecord(string Body, string KeyId, byte[] Signature, string Leaf, string Proof);
