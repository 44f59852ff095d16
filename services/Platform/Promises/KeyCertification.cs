using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Referrals.Audit.V1;
using Referrals.Contracts;
using Referrals.Platform.Clients;
using Referrals.Platform.Hosting;
using Referrals.Platform.Storage;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;

namespace Referrals.Platform.Promises;

/// <summary>
/// Has the log certify the service's key: after the start, and again when the log has a new key. Until then promises are
/// signed all the same; whoever holds one gets the certificate with the receipt once there is one.
/// </summary>
internal sealed class KeyCertification<TDb>(ServiceName<TDb> service, ServiceKey<TDb> key, ServiceChannels channels, TimeProvider time, ILogger<KeyCertification<TDb>> logger)
    : BackgroundService
    where TDb : ServiceDbContext
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);
    private readonly AuditService.AuditServiceClient audit = new(channels.Invoker(service.Value, Topology.Audit));

    /// <summary>A key that others may read stops the start.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        key.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                await Task.Delay(await TryAsync(stoppingToken) ? Every : AfterFailure, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await IsCertifiedAsync(cancellationToken))
                return true;
            var request = new CertifyServiceKeyRequest { RequestId = Ids.New("key"), VerifierKey = key.Verifier.ToString() };
            await audit.CertifyServiceKeyAsync(request, cancellationToken: cancellationToken);
            logger.KeyCertified(service.Value);
            return true;
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.KeyNotCertified(service.Value, exception.StatusCode.ToString());
            return false;
        }
    }

    /// <summary>Whether the newest key of the log has certified it. A log that has signed nothing yet has certified nothing.</summary>
    private async Task<bool> IsCertifiedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var log = await audit.GetCheckpointAsync(new GetCheckpointRequest(), cancellationToken: cancellationToken);
            var newest = log.VerifierKeys.Select(VerifierKey.Parse).Last(known => known.Type == SignatureType.Note);
            return log.ServiceKeyCertificates
                .Select(certificate => ServiceKeyCertificate.TryVerify(certificate, [newest]))
                .Any(certified => certified?.Key.ToString() == key.Verifier.ToString());
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }
}
