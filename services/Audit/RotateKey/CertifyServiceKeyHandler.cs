using Grpc.Core;
using Referrals.Audit.IntegrateLeaves;
using Referrals.Audit.SignCheckpoints;
using Referrals.Audit.V1;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Audit.RotateKey;

/// <summary>Certifies the key that a service signs its promises with, under the newest key of the log.</summary>
internal sealed class CertifyServiceKeyHandler(Commands<AuditDbContext> commands, LogKeys keys, TimeProvider time)
{
    public Task<CertifyServiceKeyResponse> HandleAsync(CertifyServiceKeyRequest request, ServerCallContext context) =>
        commands.RunAsync<CertifyServiceKeyRequest, CertifyServiceKeyResponse>(request, context, async (work, caller, token) =>
        {
            if (VerifierKey.TryParse(request.VerifierKey, out var error) is not { Type: SignatureType.Note } key)
                return Refusal.Invalid("verifierKey", error.Length > 0 ? $"must be a verifier key: {error}" : "must be of the type that signs notes", "MALFORMED");
            await SequencerLease.LockAsync(work.Sql, token);
            var service = StreamRequests.ServiceOf(caller);
            var logKey = (await keys.ActiveAsync(work.Sql, token))[^1];
            var certificate = await work.Sql.ScalarAsync<string>(
                "select certificate from service_keys where service = @p0 and verifier_key = @p1 and log_key = @p2", [service, key.ToString(), logKey.Number], token);
            if (certificate is null)
            {
                certificate = ServiceKeyCertificate.Sign(service, key, logKey.Verifier, logKey.Signer);
                await AddAsync(work, caller, service, key, logKey, certificate, token);
            }

            return new CertifyServiceKeyResponse { Certificate = certificate };
        });

    private async Task AddAsync(
        Work<AuditDbContext> work, Principal caller, string service, VerifierKey key, LogKey logKey, string certificate, CancellationToken cancellationToken)
    {
        await work.Sql.ExecuteAsync(
            "insert into service_keys (service, verifier_key, log_key, certificate, certified_at) values (@p0, @p1, @p2, @p3, @p4)",
            [service, key.ToString(), logKey.Number, certificate, time.GetUtcNow()],
            cancellationToken);
        work.Record(KeyRecords.Stream, KeyRecords.Of(AuditTypes.KeyCreated, caller, key, service));
    }
}
