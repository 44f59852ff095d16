using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Proofs;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Trust;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Verifies a receipt: that a service whose key the log certifies signed each promise, and, of those that the log has kept by
/// then, that the promised record is in it.
/// </summary>
public sealed class ReceiptVerifier
{
    private readonly ReceiptBundle bundle;
    private readonly VerifyOptions options;
    private readonly Findings findings = new();
    private readonly HeadVerifier signers;
    private readonly LogTrust trust;
    private readonly Dictionary<string, VerifyReport> heads = [];

    private ReceiptVerifier(ReceiptBundle bundle, VerifyOptions options)
    {
        (this.bundle, this.options) = (bundle, options);
        signers = Head("");
        trust = signers.Trust(bundle.Origin);
    }

    /// <summary>Verifies the file of a receipt.</summary>
    public static VerifyReport Verify(ReadOnlyMemory<byte> file, VerifyOptions options)
    {
        if (ReceiptBundleReader.TryRead(file, out var error) is { } bundle)
            return new ReceiptVerifier(bundle, options).Run();
        return new VerifyReport { Findings = [new Finding(FindingCodes.Malformed, "file", error)], FindingCount = 1 };
    }

    private VerifyReport Run()
    {
        if (bundle.Promises.Count == 0)
            findings.Add(FindingCodes.Malformed, "file", "it holds no promise");
        if (options.Earlier is not null)
            findings.Add(FindingCodes.Earlier, "earlier checkpoint", "a receipt does not prove that the log only grew; a trail or the whole log does");
        var kept = bundle.Promises.Where((promise, i) => IsKept(promise, $"promise {(i + 1).ToString(CultureInfo.InvariantCulture)}")).Count();
        var records = bundle.Promises.Select((promise, i) => new TrailRecord(i, LeafOf(promise.Body, -1), [])).ToList();
        var commitments = new CommitmentCheck(findings).Check(records, bundle.Salts, options);
        if (kept < bundle.Promises.Count && options.Required > 0)
            findings.Add(FindingCodes.Unanchored, "promises", "a promise that the log has not kept yet is signed by the service alone");

        var latest = heads.Values.OfType<VerifyReport>().MaxBy(report => report.Checkpoint?.Size ?? 0) ?? new VerifyReport { Keys = [.. Certifying().Select(signers.Report)] };
        return latest with
        {
            Promises = bundle.Promises.Count,
            Kept = kept,
            Leaves = kept,
            Commitments = commitments,
            Findings = findings.First,
            FindingCount = findings.Count,
        };
    }

    private bool IsKept(PromisedRecord promise, string place)
    {
        if (!LeafReader.TryRead(Encoding.UTF8.GetBytes(LeafOf(promise.Body, -1)), out var fields, out var error))
        {
            findings.Add(FindingCodes.LeafForm, place, error);
            return false;
        }

        CheckSignature(promise, Encoding.UTF8.GetString(fields.Service), place);
        if (promise.Proof.Length > 0)
            return IsIncluded(promise, place);
        if (promise.Leaf.Length > 0)
            findings.Add(FindingCodes.Inclusion, place, "a leaf is there and no proof that it is in the log");
        return false;
    }

    private void CheckSignature(PromisedRecord promise, string service, string place)
    {
        var keys = bundle.Certificates
            .Select(certificate => ServiceKeyCertificate.TryVerify(certificate, trust.Keys))
            .Where(certified => certified?.Service == service && certified.Value.Key.Id.ToString("x8", CultureInfo.InvariantCulture) == promise.KeyId)
            .Select(certified => certified!.Value.Key)
            .ToList();
        if (keys.Count == 0)
            findings.Add(FindingCodes.Certificate, place, $"no key of the log that is trusted certifies the key {promise.KeyId} of {service}");
        else if (!keys.Exists(key => key.PublicKey.Verify(SHA256.HashData(Encoding.UTF8.GetBytes(promise.Body)), promise.Signature)))
            findings.Add(FindingCodes.Promise, place, $"it is not signed by {service}");
    }

    private bool IsIncluded(PromisedRecord promise, string place)
    {
        if (TlogProof.TryParse(promise.Proof, out var error) is not { } proof)
        {
            findings.Add(FindingCodes.Malformed, place, error);
            return false;
        }

        if (!heads.TryGetValue(proof.Checkpoint, out var report))
            heads[proof.Checkpoint] = report = Head(proof.Checkpoint).Verify();
        if (report.Checkpoint is not { } checkpoint)
            return false;
        var leaf = Encoding.UTF8.GetBytes(promise.Leaf);
        if (checkpoint.Origin != bundle.Origin)
            findings.Add(FindingCodes.Signature, place, $"the receipt is of {bundle.Origin} and its checkpoint of {checkpoint.Origin}");
        else if (!LeafReader.TryRead(leaf, out var fields, out error))
            findings.Add(FindingCodes.LeafForm, place, error);
        else if (promise.Leaf != LeafOf(promise.Body, fields.Previous))
            findings.Add(FindingCodes.Promise, place, "the leaf is not the record that was promised");
        else if (!proof.Includes(MerkleHash.OfLeaf(leaf), checkpoint))
            findings.Add(FindingCodes.Inclusion, place, "its proof does not lead from the leaf to the root of the checkpoint");
        else
            return true;
        return false;
    }

    private IEnumerable<VerifierKey> Certifying() =>
        trust.Keys.Where(key => bundle.Certificates.Any(certificate => ServiceKeyCertificate.TryVerify(certificate, [key]) is not null));

    private HeadVerifier Head(string checkpoint) => new(new LogHead(checkpoint, bundle.Keys, bundle.Successions), options, findings);

    private static string LeafOf(string body, long previous) => string.Create(CultureInfo.InvariantCulture, $$"""{"body":{{body}},"previous":{{previous}}}""");
}
