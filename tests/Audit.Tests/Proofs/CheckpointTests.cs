using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Platform;
using Referrals.Testing;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Proofs;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Audit.Tests.Proofs;

public sealed class CheckpointTests
{
    private const string Origin = "referrals.local/log";
    private readonly Story story = new();

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task Every_record_is_proven_in_a_checkpoint_that_the_logs_key_signed(StoreKind kind)
    {
        for (var i = 0; i < 50; i++)
            story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        await audit.SignedAsync(story.Tellings.Count);
        var client = audit.Client(Story.Auditor);
        var signed = await client.GetCheckpointAsync(new GetCheckpointRequest());
        var trust = new LogTrust(Origin, [VerifierKey.Parse(signed.VerifierKeys[0])], []);

        foreach (var record in await audit.LogAsync())
        {
            var proven = await client.GetInclusionProofAsync(new GetInclusionProofRequest { Index = record.Index });
            var proof = TlogProof.TryParse(proven.TlogProof, out _)!;
            var verified = trust.TryVerify(proof.Checkpoint, out _)!;
            Assert.True(proof.Includes(MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(proven.Record.LeafJson)), verified.Checkpoint));
            Assert.Equal(proven.Hashes.Select(hash => hash.ToBase64()), proof.Hashes.Select(Convert.ToBase64String));
            Assert.Equal(record, proven.Record);
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_tree_only_grows_from_checkpoint_to_checkpoint(StoreKind kind)
    {
        await using var audit = await LogUnderTest.StartAsync(kind);
        var sizes = new List<V1.Checkpoint>();
        for (var round = 0; round < 3; round++)
        {
            var told = story.Tellings.Count;
            for (var i = 0; i < 30 + round * 40; i++)
                story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
            await audit.TellAsync(story.Tellings.Skip(told));
            sizes.Add(await audit.SignedAsync(story.Tellings.Count));
        }

        foreach (var (earlier, later) in sizes.Zip(sizes.Skip(1)))
        {
            var grown = await audit.Client(Story.Auditor).GetConsistencyProofAsync(new GetConsistencyProofRequest { FirstSize = earlier.TreeSize, SecondSize = later.TreeSize });
            Assert.True(ConsistencyProof.Verify(
                earlier.TreeSize, earlier.RootHash.Span, later.TreeSize, later.RootHash.Span, [.. grown.Hashes.Select(hash => hash.ToByteArray())]));
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task The_holder_of_a_promise_gets_the_proof_by_the_hash_of_the_body(StoreKind kind)
    {
        story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        await audit.SignedAsync(story.Tellings.Count);
        var agency = audit.Client(Callers.Agency("uk-nca"));
        var body = story.Tellings[0].Body;

        var proven = await agency.GetProofAsync(new GetProofRequest { BodySha256 = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(body))) });

        Assert.Contains(body, proven.LeafJson, StringComparison.Ordinal);
        var proof = TlogProof.TryParse(proven.TlogProof, out _)!;
        Assert.True(proof.Includes(MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(proven.LeafJson)), TransparencyLog.Notes.Checkpoint.TryParse(SignedNote.TryParse(proof.Checkpoint, out _)!.Text, out _)!));
        var unknown = await Assert.ThrowsAsync<RpcException>(async () => await agency.GetProofAsync(new GetProofRequest { BodySha256 = ByteString.CopyFrom(new byte[32]) }));
        var malformed = await Assert.ThrowsAsync<RpcException>(async () => await agency.GetProofAsync(new GetProofRequest { BodySha256 = ByteString.CopyFrom(new byte[31]) }));
        Assert.Equal((StatusCode.NotFound, StatusCode.InvalidArgument), (unknown.StatusCode, malformed.StatusCode));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_record_is_proven_to_whom_its_trail_is_open_and_to_nobody_else(StoreKind kind)
    {
        story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");
        story.Whole(Ids.New("ref"), Ids.New("case"), "us-ice", team: "pnp-wcpc", country: "TH");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        await audit.SignedAsync(story.Tellings.Count);
        var log = await audit.LogAsync();
        var ours = log.Where(record => record.Agency == "uk-nca").Select(record => record.CaseId).Single(id => id.Length > 0);

        foreach (var caller in new[] { Callers.Agency("uk-nca"), Callers.Team("nbi-ahtrad"), Callers.Officer("okoro", "ph") })
        {
            foreach (var record in log)
            {
                var readable = record.CaseId == ours || record.Agency == "uk-nca";
                Assert.Equal(readable ? StatusCode.OK : StatusCode.NotFound, await StatusAsync(() => audit.Client(caller).GetInclusionProofAsync(new GetInclusionProofRequest { Index = record.Index })));
            }
        }
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_trail_names_its_checkpoint_and_what_waits_for_the_next(StoreKind kind)
    {
        var referral = Ids.New("ref");
        story.Whole(referral, Ids.New("case"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        var signed = await audit.SignedAsync(story.Tellings.Count);

        var trail = await audit.Client(Story.Auditor).GetTrailAsync(new GetTrailRequest { ReferralId = referral });

        Assert.Equal((signed, 0), (trail.Checkpoint, trail.Pending));
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_service_learns_how_far_its_own_streams_are(StoreKind kind)
    {
        var (referral, caseId) = (Ids.New("ref"), Ids.New("case"));
        story.Whole(referral, caseId, "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        await audit.SignedAsync(story.Tellings.Count);

        var heads = await audit.Client(Callers.Service("triage")).GetStreamHeadsAsync(new GetStreamHeadsRequest { Streams = { Story.CountryCase(caseId, "PH"), $"referrals/{referral}", "cases/none" } });

        Assert.Equal([2, 0, 0], heads.Heads.Select(head => head.Sequence));
        Assert.Equal(story.Tellings.Count, heads.TreeSize);
    }

    private static async Task<StatusCode> StatusAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
