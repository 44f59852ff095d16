using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Intake.V1;
using Referrals.TransparencyLog.Bundles;

namespace Referrals.Cli.Receipts;

/// <summary>Promises with what is needed to verify them elsewhere.</summary>
internal static class ReceiptBundles
{
    /// <summary>A receipt as Intake gives it, with the salts of what was submitted. Without the log's keys it holds the promise alone.</summary>
    public static ReceiptBundle Of(GetReceiptResponse response)
    {
        var keys = response.LogKeys ?? new LogKeys();
        var promise = Promised(response.Receipt.Promise, response.Proof?.LeafJson ?? "", response.Proof?.TlogProof ?? "");
        var salts = response.Salts.Select(salt => new TrailSalt(0, salt.Field, salt.Salt.ToByteArray()));
        return new ReceiptBundle(keys.Origin, [promise], keys.ServiceKeyCertificates, keys.VerifierKeys, keys.KeySuccessions, [.. salts]);
    }

    /// <summary>The promises of any answer, with the proofs that the log gives by now.</summary>
    public static async Task<ReceiptBundle> ReadAsync(AuditService.AuditServiceClient audit, IReadOnlyList<SignedPromise> promises, CancellationToken cancellationToken)
    {
        var records = new List<PromisedRecord>();
        foreach (var promise in promises)
        {
            var proof = await FindProofAsync(audit, promise, cancellationToken);
            records.Add(Promised(promise, proof?.LeafJson ?? "", proof?.TlogProof ?? ""));
        }

        var log = await audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellationToken);
        var certificates = log.ServiceKeyCertificates.Where(certificate => promises.Any(promise => certificate.Contains($"+{promise.KeyId}+", StringComparison.Ordinal)));
        return new ReceiptBundle(log.Checkpoint.Origin, records, [.. certificates], [.. log.RetiredVerifierKeys.Concat(log.VerifierKeys).Distinct()], log.KeySuccessions, []);
    }

    private static async Task<GetProofResponse?> FindProofAsync(AuditService.AuditServiceClient audit, SignedPromise promise, CancellationToken cancellationToken)
    {
        try
        {
            return await audit.GetProofAsync(new GetProofRequest { BodySha256 = promise.BodySha256 }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            return null;
        }
    }

    private static PromisedRecord Promised(SignedPromise promise, string leaf, string proof) =>
        new(promise.Body.ToStringUtf8(), promise.KeyId, promise.Signature.ToByteArray(), leaf, proof);
}
