namespace Referrals.Testing;

/// <summary>How a service under test is started.</summary>
public sealed record ServiceSettings
{
    /// <summary>Another instance's database, to share its store; PostgreSQL only. A fresh one otherwise.</summary>
    public TestDatabase? Database { get; init; }

    /// <summary>Another instance's data directory, to share its keys; a fresh one otherwise.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether the key and the services' credentials are made before the start; off for the service that makes them.</summary>
    public bool MakesKeys { get; init; } = true;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Further configuration, such as <c>Services:intake</c> or <c>Clock:Simulated</c>.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; init; } = new Dictionary<string, string>();
}
