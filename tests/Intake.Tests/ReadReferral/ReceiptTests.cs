using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Intake.Tests.Building;
using Referrals.Intake.V1;
using Referrals.Testing;
using Xunit;

namespace Referrals.Intake.Tests.ReadReferral;

public sealed class ReceiptTests
{
    [Fact]
    public async Task A_receipt_says_how_far_the_log_has_kept_its_promise()
    {
        var log = new ScriptedLog();
        await using var audit = await FakeService.StartAsync(log);
        await using var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, ("Services:audit", audit.Address));
        var receipt = (await intake.SubmitAsync(Tips.Small())).Receipt;
        var request = new GetReceiptRequest { ReferralId = receipt.ReferralId };
        var client = intake.Client(IntakeUnderTest.Nca);

        var unknown = await client.GetReceiptAsync(request);
        log.Answer = StatusCode.FailedPrecondition;
        var appended = await client.GetReceiptAsync(request);
        log.Answer = StatusCode.OK;
        log.Certificates.Add($"certificate of referrals/intake+{receipt.Promise.KeyId}+AAAA");
        log.Certificates.Add("certificate of referrals/routing+00000000+AAAA");
        var kept = await client.GetReceiptAsync(request);

        Assert.Equal((PromiseState.Promised, null, ScriptedLog.Origin), (unknown.PromiseState, unknown.Proof, unknown.LogKeys.Origin));
        Assert.Equal((PromiseState.Promised, null), (appended.PromiseState, appended.Proof));
        Assert.Equal((PromiseState.Kept, "proof", 7), (kept.PromiseState, kept.Proof.TlogProof, kept.Proof.Index));
        Assert.Equal([log.Certificates[0]], kept.LogKeys.ServiceKeyCertificates);
        Assert.Equal(["old", "new"], kept.LogKeys.VerifierKeys);
        Assert.All(log.Asked, hash => Assert.Equal(receipt.Promise.BodySha256, hash));
        Assert.All([unknown, appended, kept], answer => Assert.Equal(receipt, answer.Receipt));
    }

    [Fact]
    public async Task Without_the_log_the_receipt_says_so_and_carries_its_promise()
    {
        await using var intake = await IntakeUnderTest.StartAsync(StoreKind.Sqlite, ("Services:audit", "http://127.0.0.1:1"));
        var receipt = (await intake.SubmitAsync(Tips.Small())).Receipt;

        var answer = await intake.Client(IntakeUnderTest.Nca).GetReceiptAsync(new GetReceiptRequest { ReferralId = receipt.ReferralId });

        Assert.Equal((PromiseState.LogAway, receipt), (answer.PromiseState, answer.Receipt));
        Assert.NotEmpty(answer.Receipt.Promise.Signature);
    }

    private sealed class ScriptedLog : AuditService.AuditServiceBase
    {
        public const string Origin = "exchange.example/log";

        public StatusCode Answer { get; set; } = StatusCode.NotFound;

        public List<string> Certificates { get; } = [];

        public List<Google.Protobuf.ByteString> Asked { get; } = [];

        public override Task<GetProofResponse> GetProof(GetProofRequest request, ServerCallContext context)
        {
            Asked.Add(request.BodySha256);
            return Answer == StatusCode.OK
                ? Task.FromResult(new GetProofResponse { TlogProof = "proof", Index = 7, LeafJson = "{}" })
                : throw new RpcException(new Status(Answer, "not yet"));
        }

        public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) => Task.FromResult(new GetCheckpointResponse
        {
            Checkpoint = new Checkpoint { Origin = Origin },
            VerifierKeys = { "new" },
            RetiredVerifierKeys = { "old" },
            ServiceKeyCertificates = { Certificates },
        });
    }
}
