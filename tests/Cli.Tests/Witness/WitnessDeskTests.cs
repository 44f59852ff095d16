using System.Globalization;
using Referrals.Cli.Witness;
using Referrals.Testing;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Witness;
using Xunit;

namespace Referrals.Cli.Tests.Witness;

public sealed class WitnessDeskTests : IDisposable
{
    private const string Origin = "referrals.example/log";
    private readonly TempDirectory directory = new();
    private readonly Ed25519PrivateKey logSigner = new(Ed25519PrivateKey.NewSeed());
    private readonly Ed25519PrivateKey witnessSigner = new(Ed25519PrivateKey.NewSeed());
    private readonly VerifierKey logKey;
    private readonly WitnessDesk desk;

    public WitnessDeskTests()
    {
        logKey = VerifierKey.Of(Origin, SignatureType.Note, logSigner.PublicKey);
        var witness = WitnessKey.Of("witness.example/w1", witnessSigner);
        desk = new WitnessDesk(new WitnessDirectory(directory.Path, witness.Verifier), [new WitnessedLog(Origin, [logKey])], witness, TimeProvider.System);
    }

    [Fact]
    public async Task Whoever_sends_wrong_proofs_of_a_checkpoint_fills_no_disk_with_evidence()
    {
        Assert.Equal(200, await AddAsync(0, Note(1), []));
        for (var wrong = 0; wrong < 20; wrong++)
            Assert.Equal(422, await AddAsync(1, Note(2), [MerkleHash.OfLeaf([(byte)wrong])]));
        Assert.Single(Evidence());

        Assert.Equal(422, await AddAsync(1, Note(2, fork: 1), []));
        Assert.Equal(2, Evidence().Length);
        Assert.Contains(Evidence(), file => File.ReadAllText(file).Contains(Note(2, fork: 1), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        desk.Dispose();
        logSigner.Dispose();
        witnessSigner.Dispose();
        directory.Dispose();
    }

    private async Task<int> AddAsync(long old, string note, IReadOnlyList<byte[]> proof) => (await desk.AddAsync(new AddCheckpoint(old, proof, note).ToString(), CancellationToken.None)).Status;

    private string[] Evidence() => Directory.GetFiles(directory.File("evidence"));

    private string Note(int size, byte fork = 0)
    {
        var tree = new TreeFrontier();
        for (var leaf = 0; leaf < size; leaf++)
            tree.Append(MerkleHash.OfLeaf([fork, (byte)leaf]));
        var text = string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{size}\n{Convert.ToBase64String(tree.Root())}\n");
        return new SignedNote(text, [SignedNote.Sign(text, logKey, logSigner)]).ToString();
    }
}
