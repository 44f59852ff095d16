using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Hosting;

/// <summary>Ports on loopback; configuration section <c>Listen</c>. 0 takes any free one.</summary>
public sealed class ListenOptions
{
    /// <summary>HTTP/2 without TLS, for gRPC.</summary>
    [Range(0, 65535)]
    public int Grpc { get; set; } = 8081;

    /// <summary>HTTP/1.1: health, JSON and pages.</summary>
    [Range(0, 65535)]
    public int Web { get; set; } = 8080;
}
