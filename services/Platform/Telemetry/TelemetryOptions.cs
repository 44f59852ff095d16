namespace Referrals.Platform.Telemetry;

/// <summary>Where telemetry goes; configuration section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>OTLP endpoint (gRPC), for example <c>http://localhost:4317</c>. Without it nothing is exported.</summary>
    public Uri? Otlp { get; set; }
}
