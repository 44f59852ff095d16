using System.Diagnostics;
using System.Globalization;
using System.Text;
using Referrals.Testing;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Proofs;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Verify;

namespace Referrals.Benchmarks.Log;

/// <summary>A log as it is exported, verified as an outsider does; and the size of a proof from it.</summary>
internal static class VerifyBenchmark
{
    private const string Origin = "referrals.local/log";
    private const double Mebibyte = 1 << 20;

    public static async Task<(int ProofBytes, double PerSecond, double Mebibytes)> RunAsync(int leaves, CancellationToken cancellationToken)
    {
        using var directory = new TempDirectory();
        var checkpoint = Write(directory.Path, leaves);
        var tree = new TileTree(leaves, (path, token) => File.ReadAllBytesAsync(directory.File(path.ToString()), token));
        var proof = new TlogProof(leaves / 2, await tree.InclusionAsync(leaves / 2, leaves, cancellationToken), checkpoint);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var report = LogVerifier.Verify(directory.Path, new VerifyOptions(), null, cancellationToken);
        var elapsed = watch.Elapsed;
        if (report.Leaves != leaves || report.Findings.Count > 0)
            throw new InvalidOperationException($"the log that was to be verified is not whole: {string.Join(", ", report.Findings.Take(3))}");
        return (Encoding.UTF8.GetByteCount(proof.ToString()), leaves / elapsed.TotalSeconds, Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - before) / Mebibyte);
    }

    private static string Write(string directory, int leaves)
    {
        using var signer = new Ed25519PrivateKey(Ed25519PrivateKey.NewSeed());
        var key = VerifierKey.Of(Origin, SignatureType.Note, signer.PublicKey);
        var writer = LogDirectoryWriter.Open(directory);
        var tree = new TreeFrontier();
        foreach (var (position, record) in Records.Make(leaves))
        {
            var leaf = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"body":{{record.Body}},"previous":{{(position.Sequence == 1 ? -1 : tree.Size - 1)}}}"""));
            tree.Append(MerkleHash.OfLeaf(leaf));
            writer.Append(leaf);
        }

        var text = new Checkpoint(Origin, leaves, tree.Root()).Text;
        var cosigned = Enumerable.Range(1, 3).Select(number => Cosign(text, number)).ToList();
        var note = new SignedNote(text, [SignedNote.Sign(text, key, signer), .. cosigned.Select(cosignature => cosignature.Line)]).ToString();
        writer.Finish(new LogHead(note, [key.ToString(), .. cosigned.Select(cosignature => cosignature.Key)], []));
        return note;
    }

    private static (string Key, NoteSignature Line) Cosign(string text, int number)
    {
        using var signer = new Ed25519PrivateKey(Ed25519PrivateKey.NewSeed());
        var key = VerifierKey.Of(string.Create(CultureInfo.InvariantCulture, $"witness.example/w{number}"), SignatureType.Cosignature, signer.PublicKey);
        return (key.ToString(), Cosignature.Sign(text, key, signer, TimeProvider.System.GetUtcNow()));
    }
}
