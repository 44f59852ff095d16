using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Tests.Tree;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Witness;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Witness;

/// <summary>What C2SP tlog-witness asks of a witness, line by line.</summary>
public sealed class WitnessRulesTests : IDisposable
{
    private const string Origin = "referrals.example/log";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly Ed25519PrivateKey logSigner = new(Seed(1));
    private readonly Ed25519PrivateKey otherSigner = new(Seed(2));
    private readonly Ed25519PrivateKey witnessSigner = new(Seed(3));
    private readonly VerifierKey logKey;
    private readonly WitnessedLog log;
    private readonly WitnessKey witness;

    public WitnessRulesTests()
    {
        logKey = VerifierKey.Of(Origin, SignatureType.Note, logSigner.PublicKey);
        log = new WitnessedLog(Origin, [logKey]);
        witness = WitnessKey.Of("witness.example/w1", witnessSigner);
    }

    [Fact]
    public void A_log_that_grows_is_cosigned_each_time_and_what_was_cosigned_is_what_is_stored()
    {
        WitnessState? state = null;
        foreach (var (old, size) in new[] { (0, 0), (0, 5), (5, 5), (5, 8), (8, 300) })
        {
            var answer = Decide(Request(old, size), state);
            Assert.Equal(200, answer.Status);
            state = answer.NewState!;
            Assert.Equal(size, state.Checkpoint.Size);
            Assert.True(SignedNote.TryParse(state.Note, out _)!.IsSignedBy(witness.Verifier));
            Assert.True(SignedNote.TryParse(Note(size) + answer.Body, out _)!.IsSignedBy(witness.Verifier));
            Assert.Equal(state, WitnessState.TryParse(state.Note, witness.Verifier));
        }
    }

    [Fact]
    public void Another_old_size_is_answered_by_the_size_that_was_cosigned()
    {
        var answer = Decide(Request(3, 8), Cosigned(5));
        Assert.Equal((409, "5\n", "text/x.tlog.size", false), (answer.Status, answer.Body, answer.ContentType, answer.IsEvidence));
        Assert.Equal((409, "0\n"), (Decide(Request(3, 8), null).Status, Decide(Request(3, 8), null).Body));
    }

    [Fact]
    public void A_fork_is_refused_and_is_evidence()
    {
        var fork = Decide(Request(5, 8, seed: 1), Cosigned(5));
        var otherRoot = Decide(Request(5, 5, seed: 1), Cosigned(5));
        var otherRootUnderAnotherSize = Decide(Request(3, 5, seed: 1), Cosigned(5));
        Assert.Equal((422, 422, 409), (fork.Status, otherRoot.Status, otherRootUnderAnotherSize.Status));
        Assert.All([fork, otherRoot, otherRootUnderAnotherSize], answer => Assert.True(answer is { IsEvidence: true, NewState: null }));
    }

    [Fact]
    public void A_proof_that_does_not_lead_there_is_refused()
    {
        var good = Request(5, 8);
        Assert.Equal(422, Decide(good with { Proof = [.. good.Proof.Skip(1)] }, Cosigned(5)).Status);
        Assert.Equal(422, Decide(Request(0, 8) with { Proof = good.Proof }, null).Status);
        Assert.Equal(422, Decide(new AddCheckpoint(0, [], Note(new Checkpoint(Origin, 0, new byte[32]))), null).Status);
    }

    [Fact]
    public void Who_is_not_the_log_is_turned_away()
    {
        var unknownSigner = Note(Checkpoint(8), VerifierKey.Of(Origin, SignatureType.Note, otherSigner.PublicKey), otherSigner);
        var wrongSignature = Note(Checkpoint(8), logKey, otherSigner);
        Assert.Equal(403, Decide(new AddCheckpoint(0, [], unknownSigner), null).Status);
        Assert.Equal(403, Decide(new AddCheckpoint(0, [], wrongSignature), null).Status);
        Assert.Null(WitnessRules.LogOf(new AddCheckpoint(0, [], Note(new Checkpoint("another.example/log", 0, MerkleHash.Empty.ToArray()))), [log]));
        Assert.Equal(404, WitnessRules.Unknown.Status);
        Assert.Equal(400, Decide(Request(0, 8) with { OldSize = 9 }, null).Status);
    }

    [Fact]
    public void The_signature_of_a_key_that_is_not_known_is_ignored_beside_one_that_is()
    {
        var other = VerifierKey.Of("someone.example", SignatureType.Note, otherSigner.PublicKey);
        var note = Note(Checkpoint(8)) + SignedNote.Sign(Checkpoint(8).Text, other, otherSigner);
        var answer = Decide(new AddCheckpoint(0, [], note), null);
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("someone", answer.NewState!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_read_as_it_was_written()
    {
        var request = Request(5, 8);
        var read = AddCheckpoint.TryParse(request.ToString(), out _)!;
        Assert.Equal(request.ToString(), read.ToString());
        Assert.Equal(request.Note, read.Note);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 5\n")]
    [InlineData("old 05\n\nnote")]
    [InlineData("old -1\n\nnote")]
    [InlineData("new 5\n\nnote")]
    [InlineData("old 5\nnot base64\n\nnote")]
    [InlineData("old 99999999999999999999\n\nnote")]
    public void What_is_no_request_is_none(string body) => Assert.Null(AddCheckpoint.TryParse(body, out _));

    [Fact]
    public void A_proof_has_at_most_63_hashes()
    {
        Assert.NotNull(AddCheckpoint.TryParse(new AddCheckpoint(5, [.. Reference.Leaves(63)], "note").ToString(), out _));
        Assert.Null(AddCheckpoint.TryParse(new AddCheckpoint(5, [.. Reference.Leaves(64)], "note").ToString(), out _));
        Assert.Null(AddCheckpoint.TryParse(new AddCheckpoint(5, [.. Reference.Leaves(70)], "note").ToString(), out _));
    }

    public void Dispose()
    {
        logSigner.Dispose();
        otherSigner.Dispose();
        witnessSigner.Dispose();
    }

    private WitnessAnswer Decide(AddCheckpoint request, WitnessState? state) => WitnessRules.Decide(request, log, state, witness, Now);

    private WitnessState Cosigned(int size) => Decide(Request(0, size), null).NewState!;

    private AddCheckpoint Request(int old, int size, int seed = 0) => new(old, Reference.Consistency(old, Reference.Leaves(size, seed)), Note(size, seed));

    private static Checkpoint Checkpoint(int size, int seed = 0) => new(Origin, size, Reference.Root(Reference.Leaves(size, seed)));

    private string Note(int size, int seed = 0) => Note(Checkpoint(size, seed));

    private string Note(Checkpoint checkpoint) => Note(checkpoint, logKey, logSigner);

    private static string Note(Checkpoint checkpoint, VerifierKey key, Ed25519PrivateKey signer) =>
        new SignedNote(checkpoint.Text, [SignedNote.Sign(checkpoint.Text, key, signer)]).ToString();

    private static byte[] Seed(byte value) => [.. Enumerable.Repeat(value, Ed25519PrivateKey.SeedLength)];
}
