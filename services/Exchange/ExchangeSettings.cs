namespace Referrals.Exchange;

/// <summary>How an exchange is started.</summary>
public sealed record ExchangeSettings
{
    /// <summary>Data directory, made when it is not there; relative to the caller's working directory.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>Port on loopback for web and JSON, 0 to 65535; 0 takes any free one.</summary>
    public int WebPort { get; init; } = 8080;

    /// <summary>Port on loopback for gRPC, 0 to 65535; 0 takes any free one.</summary>
    public int GrpcPort { get; init; } = 8081;

    /// <summary>Business time at which a fresh directory begins; null for real time. A directory that has a clock keeps it.</summary>
    public DateTimeOffset? SimulatedFrom { get; init; }

    /// <summary>Whether a one-time link signs in without a passkey or a password being set; for demonstrations and tests.</summary>
    public bool LinksSuffice { get; init; }

    /// <summary>OTLP endpoint (gRPC) that traces, metrics and logs are exported to; null for none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Whether only warnings are logged, so that what is printed can be read.</summary>
    public bool IsQuiet { get; init; }
}
