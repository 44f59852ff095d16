using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Proofs;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Trust;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>Promises of Intake over records of a test log.</summary>
internal static class TestReceipt
{
    public static readonly Ed25519PrivateKey IntakeSigner = new(Encoding.ASCII.GetBytes("the seed of the test's an intake"));
    public static readonly VerifierKey IntakeKey = VerifierKey.Of("referrals/intake", SignatureType.Note, IntakeSigner.PublicKey);

    /// <summary>Intake's key, certified by a key of the log that has retired since.</summary>
    public static string Certificate { get; } = ServiceKeyCertificate.Sign("intake", IntakeKey, TestLog.OldKey, TestLog.OldSigner);

    public static string KeyId { get; } = IntakeKey.Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The first record, proven, and the sixth, which the log has not kept yet.</summary>
    public static async Task<ReceiptBundle> OfAsync(TestLog log, string directory)
    {
        var head = log.Head();
        var trail = await log.TrailAsync(directory);
        return new ReceiptBundle(TestLog.Origin, [Promise(log.Leaves[0], trail.Records[0], head), Promise(log.Leaves[5])], [Certificate], head.Keys, head.Successions, []);
    }

    public static PromisedRecord Promise(string leaf, TrailRecord? record = null, LogHead? head = null)
    {
        var body = BodyOf(leaf);
        return new PromisedRecord(
            body,
            KeyId,
            IntakeSigner.Sign(SHA256.HashData(Encoding.UTF8.GetBytes(body))),
            record is null ? "" : leaf,
            record is null ? "" : new TlogProof(record.Index, record.Proof, head!.Checkpoint).ToString());
    }

    public static string BodyOf(string leaf) => leaf["{\"body\":".Length..leaf.LastIndexOf(",\"previous\":", StringComparison.Ordinal)];
}
