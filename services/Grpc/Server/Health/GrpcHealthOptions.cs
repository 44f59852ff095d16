namespace Referrals.Grpc;

/// <summary>How often health is looked at for gRPC callers.</summary>
public sealed class GrpcHealthOptions
{
    /// <summary>How often an open watch looks for a change.</summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one run of the health checks serves all callers; it bounds what anonymous probes can cost.</summary>
    public TimeSpan ReportAge { get; set; } = TimeSpan.FromSeconds(1);
}
