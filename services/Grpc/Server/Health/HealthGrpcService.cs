using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Referrals.Grpc;

internal sealed class HealthGrpcService(
    SharedHealthReport reports,
    IOptions<GrpcHealthOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time) : Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        var status = await StatusOfAsync(request.Service, context.CancellationToken);
        return status == ServingStatus.ServiceUnknown
            ? throw new RpcException(new Status(StatusCode.NotFound, "Unknown service."))
            : new HealthCheckResponse { Status = status };
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        // A stopping host does not cancel calls: an open watch would hold it up until its shutdown timeout.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(options.Value.WatchInterval, time);
        ServingStatus? sent = null;
        try
        {
            do
            {
                var status = await StatusOfAsync(request.Service, ending.Token);
                if (status != sent)
                    await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);

                sent = status;
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            if (sent != ServingStatus.NotServing)
                await responseStream.WriteAsync(new HealthCheckResponse { Status = ServingStatus.NotServing }, context.CancellationToken);
        }
    }

    private async Task<ServingStatus> StatusOfAsync(string service, CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return ServingStatus.NotServing;

        return ServingStatusRules.StatusOf(service, await reports.GetAsync(cancellationToken));
    }
}
