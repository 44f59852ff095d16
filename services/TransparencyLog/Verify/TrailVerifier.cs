using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tree;

namespace Referrals.TransparencyLog.Verify;

/// <summary>Verifies the trail of a referral or case: that it was signed, that each record is in the log, and that none between is missing.</summary>
public sealed class TrailVerifier
{
    private readonly TrailBundle bundle;
    private readonly VerifyOptions options;
    private readonly Findings findings = new();
    private readonly TrailMembership membership;
    private readonly LeafCheck leaves;

    private TrailVerifier(TrailBundle bundle, VerifyOptions options)
    {
        (this.bundle, this.options) = (bundle, options);
        membership = new TrailMembership(bundle.Subject, bundle.Withheld);
        leaves = new LeafCheck(findings, membership);
    }

    /// <summary>Verifies the file of a trail.</summary>
    public static VerifyReport Verify(ReadOnlyMemory<byte> file, VerifyOptions options)
    {
        if (TrailBundleReader.TryRead(file, out var error) is { } bundle)
            return new TrailVerifier(bundle, options).Run();
        return new VerifyReport { Findings = [new Finding(FindingCodes.Malformed, "file", error)], FindingCount = 1 };
    }

    /// <summary>Verifies a trail that was just put together, however long.</summary>
    public static VerifyReport Verify(TrailBundle bundle, VerifyOptions options) => new TrailVerifier(bundle, options).Run();

    /// <summary>Where records of a subject's trail are missing among these, which are in the order of the log.</summary>
    public static IReadOnlyList<TrailGap> GapsOf(string subject, IReadOnlyList<TrailRecord> records)
    {
        var trail = new TrailMembership(subject, null);
        var leaves = new LeafCheck(new Findings(), trail);
        foreach (var record in records)
            leaves.Next(record.Index, Encoding.UTF8.GetBytes(record.Leaf), () => "");
        return trail.Gaps;
    }

    private VerifyReport Run()
    {
        var verifier = new HeadVerifier(bundle.Head, options, findings);
        var report = verifier.Verify() with { Subject = bundle.Subject };
        if (report.Checkpoint is not { } checkpoint)
            return leaves.Into(report);
        if (checkpoint.Origin != bundle.Origin)
            findings.Add(FindingCodes.Signature, "origin", $"the bundle is of {bundle.Origin} and its checkpoint of {checkpoint.Origin}");
        CheckRecords(checkpoint);
        leaves.Streams.Finish();
        CheckSubject();
        CheckWithheld();
        var commitments = new CommitmentCheck(findings).Check(bundle.Records, bundle.Salts, options);
        var consistent = verifier.Earlier(checkpoint.Origin) is { } earlier ? Compare(checkpoint, earlier) : null;
        return leaves.Into(report with { Commitments = commitments, ConsistentWith = consistent, Withheld = membership.Gaps.Sum(gap => gap.Count) });
    }

    private void CheckRecords(Checkpoint checkpoint)
    {
        var last = -1L;
        foreach (var record in bundle.Records)
        {
            var place = Place(record.Index);
            var leaf = Encoding.UTF8.GetBytes(record.Leaf);
            if (!InclusionProof.Verify(record.Index, checkpoint.Size, MerkleHash.OfLeaf(leaf), record.Proof, checkpoint.Root))
                findings.Add(FindingCodes.Inclusion, place, "its proof does not lead from the leaf to the root of the checkpoint");
            if (record.Index <= last)
                findings.Add(FindingCodes.Sequence, place, "the records are not in the order of the log, each once");
            last = record.Index;
            leaves.Next(record.Index, leaf, () => place);
        }
    }

    private void CheckSubject()
    {
        if (!leaves.Streams.Streams().Any(stream => membership.IsOwn(stream.Stream)))
            findings.Add(FindingCodes.Subject, "subject", $"no record is of {bundle.Subject}");
    }

    private void CheckWithheld()
    {
        if (membership.Gaps.Count != bundle.Withheld.Count)
            findings.Add(FindingCodes.Withheld, "withheld", "it says that records are withheld where none are missing");
        else if (bundle.Withheld.Count > 0 && !options.Partial)
            findings.Add(FindingCodes.Withheld, "withheld", string.Create(CultureInfo.InvariantCulture, $"{bundle.Withheld.Sum(gap => gap.Count)} records are left out that whoever exported it may not read; --partial takes it as it is"));
    }

    private long? Compare(Checkpoint checkpoint, Checkpoint earlier)
    {
        const string Where = "earlier checkpoint";
        var proof = earlier.Size == checkpoint.Size || earlier.Size == 0 ? [] : bundle.Consistency.FirstOrDefault(known => known.Size == earlier.Size)?.Proof;
        if (earlier.Size > checkpoint.Size)
            findings.Add(FindingCodes.RolledBack, Where, string.Create(CultureInfo.InvariantCulture, $"it is of {earlier.Size} leaves, and that of this bundle of {checkpoint.Size}"));
        else if (proof is null)
            findings.Add(FindingCodes.Earlier, Where, string.Create(CultureInfo.InvariantCulture, $"the bundle has no proof from {earlier.Size} leaves on; export it with --since"));
        else if (!ConsistencyProof.Verify(earlier.Size, earlier.Root, checkpoint.Size, checkpoint.Root, proof))
            findings.Add(FindingCodes.Forked, Where, string.Create(CultureInfo.InvariantCulture, $"the log of this bundle does not begin with its {earlier.Size} leaves"));
        else
            return earlier.Size;
        return null;
    }

    private static string Place(long index) => string.Create(CultureInfo.InvariantCulture, $"record {index}");
}
