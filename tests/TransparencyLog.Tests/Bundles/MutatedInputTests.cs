using System.Text;
using Referrals.Testing;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Proofs;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Trust;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>
/// A million inputs that were altered at random, under one seed, through every parser: none throws, hangs or is taken for
/// what it was altered from. Lines of keys that nobody trusts may be added to a note: they say nothing. `REFERRALS_FAULTS=full` makes it ten million.
/// </summary>
public sealed class MutatedInputTests : IDisposable
{
    private const int Times = 130_000;
    private readonly TempDirectory directory = new();
    private readonly TestLog log = TestLog.Of(8);
    private readonly LogTrust trust = new(TestLog.Origin, [TestLog.Key], [new TrustedWitness("uk-nca", TestLog.WitnessKey)], 1);

    public MutatedInputTests() => log.Write(directory.Path);

    [Fact]
    public void Notes() => Try(log.Checkpoint(), text => SignedNote.TryParse(text, out _) is { } note && note.ToString() != text);

    [Fact]
    public void Verifier_keys() => Try(TestLog.WitnessKey.ToString(), text => VerifierKey.TryParse(text, out _) is { } key && key.ToString() != text);

    [Fact]
    public void Checkpoints() => Try(log.Checkpoint(), text => trust.TryVerify(text, out _) is { } read && read.Checkpoint.Text != Signed().Text, 0.2);

    [Fact]
    public void Checkpoint_texts() => Try(Signed().Text, text => Checkpoint.TryParse(text, out _) is { } read && read.Text != text);

    [Fact]
    public async Task Proofs()
    {
        var record = (await log.TrailAsync(directory.Path)).Records[3];
        var leaf = MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(record.Leaf));
        var checkpoint = Signed();
        var proof = new TlogProof(record.Index, record.Proof, checkpoint.Text, [1, 2, 3]);

        // What follows the empty line is the checkpoint's to vouch for, and the extra line nobody's.
        Try(proof.ToString(), text => TlogProof.TryParse(text, out _) is { } read
            && (read.ToString() != text || (read.Includes(leaf, checkpoint) && (read.Index != 3 || read.Hashes.Count != proof.Hashes.Count))));
    }

    [Fact]
    public void Tile_paths() => Try("tile/entries/x001/x234/567.p/89", text => TilePath.TryParse(text) is { } path && path.ToString() != text);

    [Fact]
    public void Entry_bundles()
    {
        var bundle = EntryBundle.Write([.. log.Leaves.Take(3).Select(Encoding.UTF8.GetBytes)]);
        Try(bundle, bytes => EntryBundle.TryRead(bytes, 3) is { } entries && !EntryBundle.Write([.. entries.Select(entry => entry.ToArray())]).AsSpan().SequenceEqual(bytes));
    }

    [Fact]
    public async Task Trails()
    {
        var trail = await log.TrailAsync(directory.Path);
        var options = LogVerifierTests.Trusting() with { Content = TestCommitments.Content, Earlier = log.Checkpoint(5) };
        Try(Encoding.UTF8.GetBytes((trail with { Records = [.. trail.Records.Take(1)] }).Write()), bytes => TrailVerifier.Verify(bytes, options).IsSound, 0.1);
    }

    [Fact]
    public async Task Trails_that_are_only_read()
    {
        var trail = Encoding.UTF8.GetBytes((await log.TrailAsync(directory.Path)).Write());
        Try(trail, bytes => TrailBundleReader.TryRead(bytes, out _) is { } read && !Encoding.UTF8.GetBytes(read.Write()).AsSpan().SequenceEqual(bytes), 0.5);
    }

    [Fact]
    public async Task Receipts()
    {
        var receipt = await TestReceipt.OfAsync(log, directory.Path);
        Try(Encoding.UTF8.GetBytes(receipt.Write()), bytes => ReceiptVerifier.Verify(bytes, LogVerifierTests.Trusting() with { Required = 0 }).IsSound, 0.1);
    }

    [Fact]
    public void A_leaf_with_the_lowest_number_that_there_is_is_none() =>
        Assert.False(LeafReader.TryRead("""{"body":{"version":-9223372036854775808},"previous":-1}"""u8, out _, out _));

    [Fact]
    public void Leaves() => Try(Encoding.UTF8.GetBytes(log.Leaves[4]), bytes => LeafReader.TryRead(bytes, out var leaf, out _) && leaf.Service.IsEmpty);

    [Fact]
    public void Successions() => Try(log.Succession, text => KeySuccession.TryVerify(text, TestLog.Origin, [TestLog.OldKey]) is { } key && key.ToString() != TestLog.Key.ToString(), 0.3);

    [Fact]
    public void Certificates()
    {
        var service = VerifierKey.Of("intake", SignatureType.Note, TestLog.WitnessSigner.PublicKey);
        Try(ServiceKeyCertificate.Sign("intake", service, TestLog.Key, TestLog.Signer), text => ServiceKeyCertificate.TryVerify(text, [TestLog.Key]) is { } read && (read.Service != "intake" || read.Key.ToString() != service.ToString()), 0.3);
    }

    public void Dispose() => directory.Dispose();

    private Checkpoint Signed() => new(TestLog.Origin, log.Leaves.Count, log.Root(log.Leaves.Count));

    private static void Try(string original, Func<string, bool> isTaken, double share = 1) =>
        Try(Encoding.UTF8.GetBytes(original), bytes => isTaken(Encoding.UTF8.GetString(bytes)), share, text => Encoding.UTF8.GetString(text) == original);

    private static void Try(byte[] original, Func<byte[], bool> isTaken, double share = 1, Func<byte[], bool>? isSame = null)
    {
        var times = (int)(Times * share) * (Environment.GetEnvironmentVariable("REFERRALS_FAULTS") == "full" ? 10 : 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var seed = 0; seed < times; seed++)
        {
            var altered = Mutation.Of(original, new Random(seed));
            if (altered.AsSpan().SequenceEqual(original) || isSame?.Invoke(altered) == true)
                continue;
            Assert.False(isTaken(altered), $"seed {seed}: {Convert.ToBase64String(altered)}");
        }

        Assert.True((GC.GetAllocatedBytesForCurrentThread() - before) / times < 64 * 1024 + 64L * original.Length, "an input made it allocate without bound");
    }
}
