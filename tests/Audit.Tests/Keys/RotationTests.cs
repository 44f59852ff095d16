using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Testing;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Audit.Tests.Keys;

public sealed class RotationTests
{
    private const string Origin = "referrals.local/log";
    private readonly Story story = new();

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_new_key_signs_beside_the_old_one_and_then_alone_and_who_trusts_the_old_one_goes_on(StoreKind kind)
    {
        story.Received(Ids.New("ref"), "uk-nca");
        await using var audit = await LogUnderTest.ToldAsync(kind, story);
        await audit.SignedAsync(1);
        var client = audit.Client(Callers.Operator);
        var first = await client.GetCheckpointAsync(new GetCheckpointRequest());
        var old = new LogTrust(Origin, [VerifierKey.Parse(Assert.Single(first.VerifierKeys))], []);

        Assert.Equal(StatusCode.FailedPrecondition, await RefusedAsync(client, KeyRotationStep.Retire));
        var added = await client.RotateLogKeyAsync(new RotateLogKeyRequest { RequestId = "rotate-1", Step = KeyRotationStep.Add });
        Assert.Equal(StatusCode.FailedPrecondition, await RefusedAsync(client, KeyRotationStep.Add));
        var both = await SignedWithAsync(audit, AuditTypes.KeyCreated);
        Assert.Equal(added, await client.RotateLogKeyAsync(new RotateLogKeyRequest { RequestId = "rotate-1", Step = KeyRotationStep.Add }));
        await client.RotateLogKeyAsync(new RotateLogKeyRequest { RequestId = "rotate-2", Step = KeyRotationStep.Retire });
        var alone = await SignedWithAsync(audit, AuditTypes.KeyRetired);

        Assert.Equal(2, old.WithSuccessors([added.KeySuccession]).TryVerify(both.Checkpoint.Note, out _)!.SignedBy.Count);
        Assert.NotNull(old.TryVerify(both.Checkpoint.Note, out _));
        Assert.Null(old.TryVerify(alone.Checkpoint.Note, out _));
        Assert.Equal(added.VerifierKey, old.WithSuccessors(alone.KeySuccessions).TryVerify(alone.Checkpoint.Note, out _)!.SignedBy.Single().ToString());
        Assert.Equal([added.VerifierKey], alone.VerifierKeys);
        Assert.Empty((await LogCheckTests.CheckAsync(audit)).Faults);
    }

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_services_key_is_certified_once_under_each_key_of_the_log(StoreKind kind)
    {
        await using var audit = await LogUnderTest.StartAsync(kind);
        using var signer = new Ed25519PrivateKey(Ed25519PrivateKey.NewSeed());
        var key = VerifierKey.Of("referrals.local/intake", SignatureType.Note, signer.PublicKey).ToString();
        var intake = audit.Client(Callers.Service("intake"));

        var certificate = (await intake.CertifyServiceKeyAsync(new CertifyServiceKeyRequest { RequestId = "start-1", VerifierKey = key })).Certificate;
        var again = (await intake.CertifyServiceKeyAsync(new CertifyServiceKeyRequest { RequestId = "start-2", VerifierKey = key })).Certificate;
        var signed = await SignedWithAsync(audit, AuditTypes.KeyCreated);

        Assert.Equal(certificate, again);
        var certified = ServiceKeyCertificate.TryVerify(certificate, [VerifierKey.Parse(signed.VerifierKeys[0])])!.Value;
        Assert.Equal(("intake", key), (certified.Service, certified.Key.ToString()));
        Assert.Equal([certificate], signed.ServiceKeyCertificates);
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await intake.CertifyServiceKeyAsync(new CertifyServiceKeyRequest { RequestId = "start-3", VerifierKey = "no key" }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
    }

    private static async Task<StatusCode> RefusedAsync(AuditService.AuditServiceClient client, KeyRotationStep step) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await client.RotateLogKeyAsync(new RotateLogKeyRequest { RequestId = Ids.New("rotate"), Step = step }))).StatusCode;

    /// <summary>The checkpoint that covers a record of this type, once there is one.</summary>
    private static async Task<GetCheckpointResponse> SignedWithAsync(ServiceUnderTest<AuditDbContext> audit, string type)
    {
        var record = await Eventually.ResultAsync(async () => (await audit.LogAsync()).FirstOrDefault(record => record.Type == type), found => found is not null);
        await audit.SignedAsync(record!.Index + 1);
        return await audit.Client(Story.Auditor).GetCheckpointAsync(new GetCheckpointRequest());
    }
}
