using Google.Protobuf;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Platform.Clients;

namespace Referrals.Intake.ReadReferral;

/// <summary>Asks the log whether a promise is kept. A log that is away, or does not answer soon, leaves the promise as it is.</summary>
public sealed class KeptPromises(ServiceChannels channels, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly AuditService.AuditServiceClient audit = new(channels.Invoker(Topology.Intake, Topology.Audit));

    /// <summary>Says in the answer how far the promise of its receipt is kept.</summary>
    public async Task AddAsync(GetReceiptResponse answer, CancellationToken cancellationToken)
    {
        if (answer.Receipt.Promise is not { } promise)
            return;
        using var patience = new CancellationTokenSource(Patience, time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            answer.Proof = await ProofAsync(promise.BodySha256, asking.Token);
            answer.PromiseState = answer.Proof is null ? PromiseState.Promised : PromiseState.Kept;
            answer.LogKeys = await KeysAsync(promise.KeyId, asking.Token);
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            answer.PromiseState = answer.Proof is null ? PromiseState.LogAway : PromiseState.Kept;
        }
    }

    private async Task<PromiseProof?> ProofAsync(ByteString bodySha256, CancellationToken cancellationToken)
    {
        try
        {
            var proof = await audit.GetProofAsync(new GetProofRequest { BodySha256 = bodySha256 }, cancellationToken: cancellationToken);
            return new PromiseProof { TlogProof = proof.TlogProof, Index = proof.Index, LeafJson = proof.LeafJson };
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            return null;
        }
    }

    private async Task<LogKeys?> KeysAsync(string serviceKeyId, CancellationToken cancellationToken)
    {
        try
        {
            var log = await audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellationToken);
            return new LogKeys
            {
                Origin = log.Checkpoint.Origin,
                VerifierKeys = { log.RetiredVerifierKeys.Concat(log.VerifierKeys).Distinct() },
                KeySuccessions = { log.KeySuccessions },

                // The id of a key stands in the vkey that a certificate names.
                ServiceKeyCertificates = { log.ServiceKeyCertificates.Where(certificate => certificate.Contains($"+{serviceKeyId}+", StringComparison.Ordinal)) },
            };
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
        {
            return null;
        }
    }
}
